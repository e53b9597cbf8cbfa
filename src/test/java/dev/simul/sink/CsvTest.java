package dev.simul.sink;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Extract;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    private static final String HEADER =
            "url,line,final_url,status,title,content_type,charset,bytes,wire_bytes,protocol,"
                    + "remote,attempts,fetched_at,elapsed_ms,error_kind,error_message\r\n";

    @Test
    void a_header_line_comes_first_even_without_records() {
        assertThat(Records.written(new Csv(Extract.NONE))).isEqualTo(HEADER);
    }

    @Test
    void a_record_is_one_row_of_its_scalar_fields() {
        assertThat(Records.written(new Csv(Extract.NONE), Records.full()))
                .isEqualTo(HEADER
                        + "http://example.com,7,https://example.com/en,200,Example Domain,text/html,UTF-8,24678,8123,"
                        + "http/1.1,93.184.216.34:443,2,2026-11-23T05:39:50.120Z,301.25,,\r\n");
    }

    @Test
    void null_is_an_empty_field_and_the_empty_string_is_quoted() {
        assertThat(Records.written(new Csv(Extract.NONE), Records.empty()))
                .isEqualTo(HEADER + "no url,,,,,,,0,0,,,0,2026-11-23T05:39:50.120Z,0,invalid_url,missing scheme\r\n");
        assertThat(Records.written(new Csv(Extract.NONE), Records.titled(null))).contains(",200,,text/html,");
        assertThat(Records.written(new Csv(Extract.NONE), Records.titled(""))).contains(",200,\"\",text/html,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b",
                "say \"hi\"",
                "\"",
                "\"\"",
                "two\r\nlines",
                "a\nb",
                "a\rb",
                " edges ",
                "tab\there",
                "#hash",
                "=HYPERLINK(\"http://evil.example\")",
                "-40 °C",
                "+1",
                "@x",
                "\u0000",
                "\uFEFFx",
                "\uD83D\uDE00",
                "'"
            })
    void a_reader_gets_each_title_as_it_was(String title) {
        assertThat(read(Records.titled(title)).getField("title")).isEqualTo(title);
    }

    @Test
    void only_what_needs_quotes_has_them() {
        assertThat(Records.written(new Csv(Extract.NONE), Records.titled("Ünïcode; it's =fine")))
                .contains(",Ünïcode; it's =fine,");
        assertThat(Records.written(new Csv(Extract.NONE), Records.titled("a \"b\", c")))
                .contains(",\"a \"\"b\"\", c\",");
    }

    @Test
    void half_a_surrogate_pair_becomes_the_replacement_character() {
        assertThat(read(Records.titled("a\uD800")).getField("title")).isEqualTo("a\uFFFD");
    }

    @Test
    void random_titles_come_back() {
        Random random = new Random(4180);
        String alphabet = "ab ,\"\r\n\t;é€";
        for (int i = 0; i < 2000; i++) {
            StringBuilder title = new StringBuilder();
            for (int j = random.nextInt(8); j > 0; j--)
                title.append(alphabet.charAt(random.nextInt(alphabet.length())));
            assertThat(read(Records.titled(title.toString())).getField("title")).isEqualTo(title.toString());
        }
    }

    @Test
    void errors_have_two_columns_at_the_end() {
        NamedCsvRecord row = read(Records.timeout());

        assertThat(row.getField("error_kind")).isEqualTo("timeout");
        assertThat(row.getField("error_message")).isEqualTo("timed out after 10 s while connecting");
    }

    private static NamedCsvRecord read(CrawlRecord record) {
        List<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(Records.written(new Csv(Extract.NONE), record)).stream()
                        .toList();
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }
}
