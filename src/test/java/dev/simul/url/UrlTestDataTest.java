package dev.simul.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every case of the standard's own parser tests. */
class UrlTestDataTest {
    record Case(String input, @Nullable String base, JsonNode expected) {
        static Case of(JsonNode json) {
            JsonNode base = json.get("base");
            return new Case(json.get("input").stringValue(), base.isNull() ? null : base.stringValue(), json);
        }

        Url parse() throws UrlSyntaxException {
            return base == null ? Url.parse(input) : Url.parse(input, Url.parse(base));
        }

        boolean isFailure() {
            return expected.has("failure");
        }

        @Override
        public String toString() {
            return expected.get("input") + " on " + expected.get("base");
        }
    }

    static Stream<Case> cases() {
        return TestData.wptCases("urltestdata.json").map(Case::of);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void parses_as_the_standard_says(Case c) throws UrlSyntaxException {
        if (c.isFailure()) {
            assertThatThrownBy(c::parse).isInstanceOf(UrlSyntaxException.class);
        } else {
            assertThat(attributes(c.parse()))
                    .allSatisfy((name, value) -> assertThat(value)
                            .as(name)
                            .isEqualTo(c.expected().get(name).stringValue()));
        }
    }

    /** Those that name it; a blob URL has its path's origin, which is no business of ours. */
    static Stream<Case> casesWithOrigin() {
        return cases().filter(c -> c.expected().has("origin"))
                .filter(c -> !c.expected().get("protocol").stringValue().equals("blob:"));
    }

    @ParameterizedTest
    @MethodSource("casesWithOrigin")
    void has_the_origin_that_the_standard_says(Case c) throws UrlSyntaxException {
        Url url = c.parse();
        String origin = c.expected().get("origin").stringValue();

        assertThat(url.isSameOrigin(url)).isEqualTo(!origin.equals("null"));
        if (!origin.equals("null")) {
            assertThat(url.scheme() + "://" + url.authority()).isEqualTo(origin);
            assertThat(url.isSameOrigin(Url.parse(origin))).isTrue();
        }
    }

    /** The attributes of the JavaScript API, by which the cases are written. */
    private static Map<String, String> attributes(Url url) {
        String hostname = url.host() == null ? "" : url.host();
        String port = url.port() == -1 ? "" : Integer.toString(url.port());
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("href", url.href());
        attributes.put("protocol", url.scheme() + ":");
        attributes.put("username", url.username());
        attributes.put("password", url.password());
        attributes.put("host", url.authority());
        attributes.put("hostname", hostname);
        attributes.put("port", port);
        attributes.put("pathname", url.path());
        attributes.put("search", afterMark("?", url.query()));
        attributes.put("hash", afterMark("#", url.fragment()));
        return attributes;
    }

    private static String afterMark(String mark, @Nullable String part) {
        return part == null || part.isEmpty() ? "" : mark + part;
    }
}
