package dev.simul.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.Answer;
import dev.simul.result.CrawlRecord;
import dev.simul.result.FetchError;
import dev.simul.result.Page;
import dev.simul.result.Target;
import dev.simul.result.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLinesTest {
    private static final JsonMapper JACKSON = JsonMapper.shared();

    @Test
    void a_record_is_one_line_with_the_keys_of_the_contract_in_their_order() {
        assertThat(Records.written(new JsonLines(), Records.full()))
                .isEqualTo("{\"url\":\"http://example.com\",\"line\":7,\"final_url\":\"https://example.com/en\","
                        + "\"status\":200,\"title\":\"Example Domain\",\"content_type\":\"text/html\","
                        + "\"charset\":\"UTF-8\",\"bytes\":24678,\"wire_bytes\":8123,\"protocol\":\"http/1.1\","
                        + "\"remote\":\"93.184.216.34:443\","
                        + "\"redirects\":[\"http://example.com/\",\"https://example.com/\"],\"attempts\":2,"
                        + "\"fetched_at\":\"2026-11-23T05:39:50.120Z\",\"elapsed_ms\":301.25,"
                        + "\"timing\":{\"queue\":0.002,\"dns\":2,\"connect\":12.346,\"tls\":20.1,\"server\":200,"
                        + "\"body\":66.8},\"error\":null}\n");
    }

    @Test
    void keys_are_present_where_values_are_not() {
        assertThat(Records.written(new JsonLines(), Records.empty()))
                .isEqualTo("{\"url\":\"no url\",\"line\":null,\"final_url\":null,\"status\":null,\"title\":null,"
                        + "\"content_type\":null,\"charset\":null,\"bytes\":0,\"wire_bytes\":0,\"protocol\":null,"
                        + "\"remote\":null,\"redirects\":[],\"attempts\":0,"
                        + "\"fetched_at\":\"2026-11-23T05:39:50.120Z\",\"elapsed_ms\":0,\"timing\":null,"
                        + "\"error\":{\"kind\":\"invalid_url\",\"message\":\"missing scheme\"}}\n");
    }

    @Test
    void key_order_is_the_same_for_a_parser() {
        for (CrawlRecord record : List.of(Records.full(), Records.empty())) {
            assertThat(read(record).propertyNames())
                    .containsExactly(
                            "url",
                            "line",
                            "final_url",
                            "status",
                            "title",
                            "content_type",
                            "charset",
                            "bytes",
                            "wire_bytes",
                            "protocol",
                            "remote",
                            "redirects",
                            "attempts",
                            "fetched_at",
                            "elapsed_ms",
                            "timing",
                            "error");
        }
        assertThat(read(Records.full()).get("timing").propertyNames())
                .containsExactly("queue", "dns", "connect", "tls", "server", "body");
    }

    @Test
    void every_code_point_of_unicode_comes_back() {
        for (int from = 0; from <= Character.MAX_CODE_POINT; from += 0x1000) {
            StringBuilder text = new StringBuilder();
            for (int codePoint = from; codePoint < from + 0x1000; codePoint++) {
                if (codePoint < 0xD800 || codePoint > 0xDFFF) text.appendCodePoint(codePoint);
            }
            assertThat(title(text.toString())).isEqualTo(text.toString());
        }
    }

    @Test
    void what_could_end_a_line_or_command_a_terminal_is_escaped() {
        for (int c = 0; c < 0x110; c++) {
            boolean control = Character.isISOControl(c);
            String line = Records.written(new JsonLines(), Records.titled("<" + (char) c + ">"));
            assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
            assertThat(line.contains("<" + (char) c + ">"))
                    .as("U+%04X", c)
                    .isEqualTo(!control && c != '"' && c != '\\');
        }
        assertThat(Records.written(
                        new JsonLines(), Records.titled("\b\t\n\f\r\"\\/\u0000\u001B\u007F\u0085\u009F\u2028\u2029")))
                .contains("\"title\":\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0000\\u001b\\u007f\\u0085\\u009f\\u2028\\u2029\"");
    }

    @Test
    void half_a_surrogate_pair_becomes_the_replacement_character() {
        assertThat(title("\uD83D")).isEqualTo("\uFFFD");
        assertThat(title("a\uDE00b")).isEqualTo("a\uFFFDb");
        assertThat(title("\uDE00\uD83D")).isEqualTo("\uFFFD\uFFFD");
        assertThat(title("\uD83D\uD83D\uDE00")).isEqualTo("\uFFFD\uD83D\uDE00");
    }

    @Test
    void every_text_is_escaped() {
        String bad = "\"\\\n\u0000\u001B]0;x\u0007\u2028";
        CrawlRecord record = new CrawlRecord(
                new Target(0, bad, 1),
                new Answer(bad, 200, bad, bad, List.of(bad, bad)),
                new Page(bad, bad, bad, 1, 1),
                Records.full().effort(),
                new FetchError.Protocol(bad));

        JsonNode read = read(record);

        for (String key : List.of("url", "final_url", "title", "content_type", "charset", "protocol", "remote")) {
            assertThat(read.get(key).stringValue()).as(key).isEqualTo(bad);
        }
        assertThat(read.get("redirects").get(1).stringValue()).isEqualTo(bad);
        assertThat(read.get("error").get("message").stringValue()).isEqualTo(bad);
    }

    @Test
    void random_texts_of_any_length_come_back() {
        Random random = new Random(20261123);
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(2000);
            for (int j = 0; j < length; j++) {
                int codePoint = random.nextInt(1 << (1 + random.nextInt(20)));
                if (codePoint < 0xD800 || codePoint > 0xDFFF) text.appendCodePoint(codePoint);
            }
            assertThat(title(text.toString())).isEqualTo(text.toString());
        }
    }

    @Test
    void a_title_of_megabytes_is_written_whole() {
        String huge = "\u0001x\u20AC".repeat(1_000_000);
        assertThat(title(huge)).isEqualTo(huge);
    }

    @Test
    void the_largest_numbers_come_back() {
        long max = Long.MAX_VALUE;
        CrawlRecord record = new CrawlRecord(
                new Target(0, "x", max),
                Records.full().answer(),
                new Page(null, null, null, max, max),
                Records.full().effort(),
                null);

        JsonNode read = read(record);

        assertThat(read.get("line").longValue()).isEqualTo(max);
        assertThat(read.get("bytes").longValue()).isEqualTo(max);
        assertThat(read.get("wire_bytes").longValue()).isEqualTo(max);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 0",
        "499, 0",
        "500, 0.001",
        "1000, 0.001",
        "10000, 0.01",
        "100000, 0.1",
        "110000, 0.11",
        "101000, 0.101",
        "999499, 0.999",
        "999500, 1",
        "1000000, 1",
        "301250000, 301.25",
        "30000000000, 30000",
        "9223372036854775807, 9223372036854.776",
    })
    void milliseconds_have_at_most_three_decimals_and_nothing_needless(long nanos, String written) {
        String line = Records.written(
                new JsonLines(), Records.took(Duration.ofNanos(nanos), new Timing(nanos, -1, -1, -1, -1, nanos)));

        assertThat(line)
                .contains("\"elapsed_ms\":" + written + ",")
                .contains("\"timing\":{\"queue\":" + written
                        + ",\"dns\":null,\"connect\":null,\"tls\":null,\"server\":null,\"body\":" + written + "}");
    }

    @Test
    void an_impossible_duration_is_cut_to_the_possible() {
        assertThat(Records.written(new JsonLines(), Records.took(Duration.ofSeconds(Long.MAX_VALUE), null)))
                .contains("\"elapsed_ms\":9223372036854.776,");
        assertThat(Records.written(new JsonLines(), Records.took(Duration.ofMillis(-5), null)))
                .contains("\"elapsed_ms\":0,");
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000Z",
        "2026-11-23T05:39:50.999999999Z, 2026-11-23T05:39:50.999Z",
        "2024-02-29T23:59:59.001Z, 2024-02-29T23:59:59.001Z",
        "1969-12-31T23:59:59.250Z, 1969-12-31T23:59:59.250Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00.000Z",
        "+10000-01-01T00:00:00.5Z, 9999-12-31T23:59:59.500Z",
        "-0001-01-01T00:00:00Z, 0000-01-01T00:00:00.000Z",
    })
    void instants_have_three_digits_of_milliseconds(Instant instant, String written) {
        assertThat(read(Records.fetchedAt(instant)).get("fetched_at").stringValue())
                .isEqualTo(written);
    }

    @Test
    void the_second_that_is_remembered_is_not_taken_for_another() {
        Instant second = Instant.parse("2026-11-23T05:39:50Z");
        String lines = Records.written(
                new JsonLines(),
                Records.fetchedAt(second),
                Records.fetchedAt(second.plusMillis(999)),
                Records.fetchedAt(second.plusMillis(1000)),
                Records.fetchedAt(second));

        assertThat(lines.lines()
                        .map(line -> JACKSON.readTree(line).get("fetched_at").stringValue()))
                .containsExactly(
                        "2026-11-23T05:39:50.000Z",
                        "2026-11-23T05:39:50.999Z",
                        "2026-11-23T05:39:51.000Z",
                        "2026-11-23T05:39:50.000Z");
    }

    private static String title(String title) {
        return read(Records.titled(title)).get("title").stringValue();
    }

    private static JsonNode read(CrawlRecord record) {
        return JACKSON.readTree(Records.written(new JsonLines(), record));
    }
}
