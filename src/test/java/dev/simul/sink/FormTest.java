package dev.simul.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FormTest {

    @ParameterizedTest
    @EnumSource(Form.class)
    void each_form_is_found_by_its_word(Form form) {
        assertThat(Form.named(form.id())).isEqualTo(form);
    }

    @Test
    void an_unknown_word_is_answered_with_the_known_ones() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Form.named("xml"))
                .withMessage("no such format: xml (there are text, jsonl, csv)");
    }

    @ParameterizedTest
    @CsvSource({
        "out.jsonl, JSONL", "out.ndjson, JSONL", "out.json, JSONL", "out.csv, CSV", "OUT.CSV, CSV", "out.txt, TEXT",
        "dir.csv/out, JSONL", "out, JSONL", "out.xml, JSONL", "/, JSONL", "csv, JSONL", "out.csv.gz, CSV",
        "out.txt.GZ, TEXT", "out.jsonl.gz, JSONL", "out.gz, JSONL",
    })
    void a_files_ending_tells_its_form_and_any_other_means_jsonl(Path file, Form form) {
        assertThat(Form.forFile(file)).isEqualTo(form);
    }
}
