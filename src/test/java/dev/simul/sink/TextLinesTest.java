package dev.simul.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.Answer;
import dev.simul.result.CrawlRecord;
import dev.simul.result.FetchError;
import dev.simul.result.Page;
import dev.simul.result.Phase;
import dev.simul.result.Target;
import dev.simul.result.Timing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextLinesTest {

    @Test
    void records_are_aligned_lines() {
        Answer answered = new Answer(Records.URL, 200, "http/1.1", "127.0.0.1:80", List.of());
        String lines = Records.written(
                new TextLines(false),
                Records.full(),
                Records.status(404),
                Records.titled("Überschrift \"A\""),
                Records.timeout(),
                Records.empty(),
                Records.failed(
                        new FetchError.Closed(Phase.BODY, 3_482, "end of stream"),
                        answered,
                        new Page("Half", "text/html", "UTF-8", 3_482, 3_482)));

        assertThat(lines).isEqualTo("""
                200          301 ms    24.1 KiB  http://example.com → https://example.com/en  "Example Domain"
                404           12 ms         0 B  https://example.com/
                200           12 ms       100 B  https://example.com/  "Überschrift "A""
                timeout    30004 ms         0 B  https://slow.example/  timed out after 10 s while connecting
                invalid_url  0.0 ms         0 B  no url  missing scheme
                closed        93 ms     3.4 KiB  https://example.com/  "Half"  the peer closed the connection after 3482 bytes of the body: end of stream (status 200)
                """);
    }

    @Test
    void nothing_from_the_wire_commands_the_terminal() {
        String bad =
                "\u001B[31mred\u001B]0;title\u0007\r\n\t\u009B2J\u007F\u202Egnp\u2066\u200E\u2028\u00AD\uFEFF\uD800\uDB40\uDC41";
        CrawlRecord record = new CrawlRecord(
                new Target(0, bad, 1),
                new Answer(bad, 200, bad, bad, List.of("http://x.example/", bad)),
                new Page(bad, bad, bad, 1, 1),
                Records.full().effort(),
                new FetchError.Protocol(bad));
        String shown =
                "\\x1b[31mred\\x1b]0;title\\x07\\x0d\\x0a\\x09\\x9b2J\\x7f\\u202egnp\\u2066\\u200e\\u2028\\xad\\ufeff"
                        + "\\ud800\\U000e0041";

        String line = Records.written(new TextLines(false), record);

        assertThat(line).endsWith("  " + shown + " → " + shown + "  \"" + shown + "\"  " + shown + " (status 200)\n");
        assertThat(line.chars().filter(Character::isISOControl)).containsExactly((int) '\n');
    }

    @ParameterizedTest
    @ValueSource(strings = {"日本語 → ok", "עברית", "می‌خواهم", "\uD83D\uDC69\u200D\uD83D\uDE80", "a\u00A0b", "e\u0301"})
    void what_people_write_is_shown_as_it_is(String title) {
        assertThat(Records.written(new TextLines(false), Records.titled(title))).endsWith("  \"" + title + "\"\n");
    }

    @Test
    void long_texts_are_cut_between_code_points() {
        String emoji = "\uD83D\uDE00";
        assertThat(Records.written(new TextLines(false), Records.titled(emoji.repeat(120))))
                .endsWith("\"" + emoji.repeat(120) + "\"\n");
        assertThat(Records.written(new TextLines(false), Records.titled(emoji.repeat(121))))
                .endsWith("\"" + emoji.repeat(120) + "…\"\n");
        assertThat(Records.written(new TextLines(false), Records.page("http://x/" + "y".repeat(65_536), Page.NONE)))
                .hasSizeLessThan(2_100)
                .endsWith("y…\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1075, 1.0 KiB",
        "1076, 1.1 KiB",
        "1048524, 1023.9 KiB",
        "1048525, 1.0 MiB",
        "10485760, 10.0 MiB",
        "1073741824, 1.0 GiB",
        "9223372036854775807, 8.0 EiB",
    })
    void sizes_have_the_unit_that_keeps_them_short(long bytes, String shown) {
        assertThat(Records.written(new TextLines(false), Records.sized(bytes))).contains("  " + shown + "  https:");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 ms",
        "49999, 0.0 ms",
        "50000, 0.1 ms",
        "9949999, 9.9 ms",
        "9950000, 10 ms",
        "10499999, 10 ms",
        "10500000, 11 ms",
        "9223372036854775807, 9223372036855 ms",
    })
    void times_below_ten_milliseconds_have_a_decimal(long nanos, String shown) {
        Timing none = new Timing(-1, -1, -1, -1, -1, -1);
        assertThat(Records.written(new TextLines(false), Records.took(Duration.ofNanos(nanos), none)))
                .contains(" " + shown + " ");
    }

    @ParameterizedTest
    @CsvSource({"200, 32", "204, 32", "301, 36", "404, 33", "503, 31"})
    void colours_tell_the_status_where_they_are_asked_for(int status, int colour) {
        assertThat(visible(Records.written(new TextLines(true), Records.status(status))))
                .isEqualTo(
                        "<" + colour + ">" + status + "<0> <2>          12 ms         0 B  <0>https://example.com/\n");
    }

    @Test
    void colours_tell_errors_and_redirects() {
        assertThat(visible(Records.written(new TextLines(true), Records.timeout())))
                .isEqualTo("<31>timeout<0> <2>   30004 ms         0 B  <0>https://slow.example/"
                        + "  <31>timed out after 10 s while connecting<0>\n");
        assertThat(visible(Records.written(new TextLines(true), Records.full())))
                .contains("http://example.com<2> → <0>https://example.com/en  \"Example Domain\"\n");
    }

    @Test
    void a_redirect_that_could_not_be_followed_has_no_arrow_to_itself() {
        CrawlRecord full = Records.full();
        CrawlRecord refused = new CrawlRecord(
                new Target(0, "http://x.example/", 1),
                new Answer("http://x.example/", 302, "http/1.1", null, List.of("http://x.example/")),
                Page.NONE,
                full.effort(),
                new FetchError.Redirect("a redirect to the scheme 'ftp'"));

        assertThat(Records.written(new TextLines(false), refused))
                .contains("http://x.example/  a redirect to the scheme 'ftp'")
                .doesNotContain("→");
    }

    private static String visible(String line) {
        return line.replaceAll("\u001B\\[(\\d+)m", "<$1>");
    }
}
