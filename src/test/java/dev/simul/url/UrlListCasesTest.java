package dev.simul.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The standard's cases as lines of a list: what a request asks for, or that there is none. */
class UrlListCasesTest {
    private static final List<String> NEEDS_UTS46 = TestData.inputs("url_wpt-known-failures.txt");
    private static final List<String> SUPERSEDED = TestData.inputs("url_wpt-superseded.txt");

    static Stream<JsonNode> cases() {
        return StreamSupport.stream(TestData.json("url_wpt.json").get("cases").spliterator(), false);
    }

    static Stream<JsonNode> casesToPass() {
        return cases().filter(c -> !NEEDS_UTS46.contains(input(c)) && !SUPERSEDED.contains(input(c)));
    }

    @ParameterizedTest
    @MethodSource("casesToPass")
    void line_asks_for_what_the_standard_says(JsonNode c) {
        assertThat(outcome(c)).isEqualTo(expectation(c));
    }

    @Test
    void only_the_listed_cases_differ() {
        List<String> differing = cases().filter(c -> !outcome(c).equals(expectation(c)))
                .map(UrlListCasesTest::input)
                .toList();

        assertThat(differing)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(NEEDS_UTS46.stream(), SUPERSEDED.stream()).toList());
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
