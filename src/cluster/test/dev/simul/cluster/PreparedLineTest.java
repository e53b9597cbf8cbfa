package dev.simul.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.simul.source.SourceLine;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparedLineTest {
    private static void survives(PreparedLine line) {
        String encoded = line.encoded();

        assertThat(encoded).doesNotContain("\n", "\r");
        assertThat(PreparedLine.parse(encoded)).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.test/",
                "",
                "\\",
                "\\n",
                "a\tb\rc\nd",
                "http://m\u00FCller.test/\u2028",
                "\\\\t",
                "=",
                "\t"
            })
    void any_text_survives_as_one_line(String text) {
        survives(new PreparedLine(7, false, text, null));
        survives(new PreparedLine(0, true, text, null));
        survives(new PreparedLine(Long.MAX_VALUE, false, text, text));
    }

    @Test
    void random_text_survives_as_one_line() {
        Random random = new Random(3);
        String letters = "\\\t\r\nntr=a\u00E9";
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder();
            while (random.nextInt(8) > 0) text.append(letters.charAt(random.nextInt(letters.length())));
            survives(new PreparedLine(
                    i, random.nextBoolean(), text.toString(), random.nextBoolean() ? null : text + "!"));
        }
    }

    @Test
    void a_line_of_a_source_comes_back_but_for_its_place_among_all() {
        SourceLine line = new SourceLine(99, "not\ta URL", 12, true, "it has a tab", null);

        SourceLine back = PreparedLine.parse(PreparedLine.of(line).encoded()).toSourceLine(3);

        assertThat(back).isEqualTo(new SourceLine(3, "not\ta URL", 12, true, "it has a tab", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://a.test/", "1\t", "x\t\thttp://a.test/", "1\t\ta\\", "1\t\ta\\x"})
    void what_was_not_prepared_is_refused(String encoded) {
        assertThatIllegalArgumentException().isThrownBy(() -> PreparedLine.parse(encoded));
    }
}
