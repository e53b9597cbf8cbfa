package dev.simul.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class EncodingTest {
    @Test
    void every_label_of_the_standard_names_its_encoding_and_no_encoding_is_missing() {
        int labels = 0;
        int encodings = 0;
        for (JsonNode group : PageCase.json("encodings.json")) {
            for (JsonNode encoding : group.get("encodings")) {
                encodings++;
                for (JsonNode node : encoding.get("labels")) {
                    labels++;
                    String label = node.asString();
                    String name = encoding.get("name").asString();
                    for (String spelling : new String[] {label, label.toUpperCase(Locale.ROOT), "\t " + label + "\f"}) {
                        assertThat(Encoding.forLabel(spelling))
                                .as(spelling)
                                .isNotNull()
                                .extracting(Encoding::standardName)
                                .isEqualTo(name);
                    }
                }
            }
        }
        assertThat(encodings).isEqualTo(Encoding.values().length);
        assertThat(labels).isEqualTo(228);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "utf 8", "utf-7", "cesu-8", "\u00A0utf-8", "utf-8\0", "\u212Aoi8-r", "'utf-8'", "none"})
    void what_is_no_label_names_none(String label) {
        assertThat(Encoding.forLabel(label)).isNull();
    }

    @Test
    void a_label_of_a_megabyte_names_none() {
        assertThat(Encoding.forLabel("u".repeat(1 << 20))).isNull();
        assertThat(Encoding.forLabel(" ".repeat(1 << 20))).isNull();
    }
}
