package dev.simul.url;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.simul.testing.KeptInputs;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The URL parser on anything; {@code scripts/fuzz url} makes it up, an ordinary build has the inputs that were kept. */
class UrlFuzzTest {
    /** Between the base and the reference; where it is missing, there is no base. */
    private static final char UNIT_SEPARATOR = '\u001F';

    static Stream<Named<byte[]>> keptInputs() {
        return KeptInputs.of(UrlFuzzTest.class);
    }

    @ParameterizedTest
    @MethodSource("keptInputs")
    void kept_input_holds(byte[] data) {
        parser_agrees_with_the_standard(data);
    }

    /**
     * Agrees with the standard's own steps, throws nothing but {@link UrlSyntaxException}, and gives URLs that hold what is
     * promised of them.
     *
     * @param data text in UTF-8; what is not, stands for half of a surrogate pair
     */
    @DictionaryEntries({
        "http://",
        "https://",
        "file:///",
        "ws:",
        "mailto:",
        "sc://",
        "..",
        "%2e",
        "/./",
        "//",
        "\\",
        "@",
        ":@",
        ":443",
        ":80",
        ":65536",
        "[::1]",
        "[1::ffff:1.2.3.4]",
        "0x7f.1",
        "1.2.3.4",
        "0377.",
        "C|/",
        "localhost",
        "%00",
        "xn--",
        "ß",
        "。",
        "例え",
        "א",
        "١",
        "\u00AD",
        "\u200D",
        "💩",
        "#",
        "?"
    })
    @FuzzTest(maxDuration = "10m")
    void parser_agrees_with_the_standard(byte[] data) {
        String text = new String(data, UTF_8).replace('\uFFFD', '\uD83D');
        int separator = text.indexOf(UNIT_SEPARATOR);
        if (separator < 0) {
            UrlClaims.check(text, null);
        } else {
            UrlClaims.check(text.substring(separator + 1), text.substring(0, separator));
        }
    }
}
