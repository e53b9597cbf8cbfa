package dev.simul.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The standard's cases as lines of a list: what a request asks for, or that there is none. */
class UrlListCasesTest {
    /** What the standard's later data has as a URL: since July 2026 nobody asks whether an ASCII domain is valid Punycode. */
    private static final Set<String> SUPERSEDED = Set.of(
            "http://a.b.c.xn--pokxncvks",
            "http://10.0.0.xn--pokxncvks",
            "http://a.b.c.XN--pokxncvks",
            "http://a.b.c.Xn--pokxncvks",
            "http://10.0.0.XN--pokxncvks",
            "http://10.0.0.xN--pokxncvks",
            "https://xn--/");

    static Stream<JsonNode> cases() {
        return StreamSupport.stream(TestData.json("url_wpt.json").get("cases").spliterator(), false)
                .filter(c -> !SUPERSEDED.contains(input(c)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void line_asks_for_what_the_standard_says(JsonNode c) {
        assertThat(outcome(c)).isEqualTo(expectation(c));
    }

    /** Those are held to the later data, by {@link UrlTestDataTest}. */
    @Test
    void a_case_is_superseded_only_by_later_data() {
        Set<String> urls = TestData.wptCases("urltestdata.json")
                .filter(c -> c.get("base").isNull() && !c.has("failure"))
                .map(UrlListCasesTest::input)
                .collect(Collectors.toSet());

        assertThat(urls).containsAll(SUPERSEDED);
    }

    private static String input(JsonNode c) {
        return c.get("input").stringValue();
    }

    private static String expectation(JsonNode c) {
        return switch (c.get("kind").stringValue()) {
            case "fetch" ->
                String.join(
                        " ",
                        c.get("scheme").stringValue(),
                        c.get("host").stringValue(),
                        c.get("port").asString(),
                        c.get("hosthdr").stringValue(),
                        c.get("target").stringValue(),
                        c.get("href").stringValue());
            case "unsupported" -> "unsupported";
            case "invalid" -> "invalid";
            case "other" -> "either"; // not a URL of a list: the file expects nothing but an error of either kind
            default -> throw new IllegalArgumentException(c.toString());
        };
    }

    private static String outcome(JsonNode c) {
        boolean isEither = c.get("kind").stringValue().equals("other");
        try {
            Url url = Url.parse(input(c));
            if (!url.isHttp()) {
                return isEither ? "either" : "unsupported";
            }
            return String.join(
                    " ",
                    url.scheme(),
                    String.valueOf(url.host()),
                    Integer.toString(url.effectivePort()),
                    url.authority(),
                    url.requestTarget(),
                    url.hrefWithoutFragment());
        } catch (UrlSyntaxException e) {
            return isEither ? "either" : "invalid";
        }
    }
}
