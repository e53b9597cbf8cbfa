package dev.simul.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineSplitterTest {
    private static final int LIMIT = LineSplitter.MAX_LINE_BYTES;
    private static final String TOO_LONG = "the line is longer than 65536 bytes";
    private static final String BOM = "\uFEFF";

    @Test
    void lines_end_with_lf_or_crlf_and_the_last_one_needs_no_end() throws Exception {
        assertThat(split("http://a/\nhttp://b/\r\nhttp://c/"))
                .containsExactly("1 http://a/", "2 http://b/", "3 http://c/");
    }

    @Test
    void an_empty_source_has_no_lines() throws Exception {
        assertThat(split("")).isEmpty();
        assertThat(split(BOM)).isEmpty();
        assertThat(split("\n\n")).isEmpty();
    }

    @Test
    void blank_lines_and_comments_are_skipped_but_counted() throws Exception {
        assertThat(split("# head\n\n \t\r\n  # indented\nhttp://a/ # not a comment\n\u00A0\n\u3000# a comment\nb"))
                .containsExactly("5 http://a/ # not a comment", "8 b");
    }

    @Test
    void surrounding_white_space_is_cut_unicode_white_space_included() throws Exception {
        assertThat(split(" \t\f\u000Bhttp://a/ b\u00A0\u2003\r\n\u3000c\u0085 \n"))
                .containsExactly("1 http://a/ b", "2 c");
    }

    @Test
    void nul_and_other_control_characters_are_kept() throws Exception {
        assertThat(split("a\0b\0\n\u001B[2J\n")).containsExactly("1 a\0b\0", "2 \u001B[2J");
    }

    @Test
    void a_bom_is_dropped_at_the_start_only() throws Exception {
        assertThat(split(BOM + "a\n" + BOM + "b")).containsExactly("1 a", "2 " + BOM + "b");
        assertThat(split(BOM + BOM + "a")).containsExactly("1 " + BOM + "a");
        assertThat(split(BOM + "# comment\n" + BOM)).containsExactly("2 " + BOM);
    }

    @Test
    void half_a_bom_is_not_utf8() throws Exception {
        assertThat(split(bytes("EFBB"))).containsExactly("1 \uFFFD ! not UTF-8 at byte 1 of the line");
        assertThat(split(bytes("EFBB0A61"))).containsExactly("1 \uFFFD ! not UTF-8 at byte 1 of the line", "2 a");
    }

    @Test
    void where_the_chunks_end_makes_no_difference() throws Exception {
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        source.writeBytes(utf8(BOM + "\t http://a/\r\n\r\n# x\u00E9\n  \u00E9\u20AC\uD83D\uDE00\u00A0 \r\n"));
        source.writeBytes(bytes("20 61 62 FF 63 0D0A"));
        source.writeBytes(bytes("E2 82 0A"));
        source.writeBytes(utf8(BOM + "b \r \n\u2003z"));
        byte[] all = source.toByteArray();
        List<String> whole = split(all);
        assertThat(whole)
                .containsExactly(
                        "1 http://a/",
                        "4 \u00E9\u20AC\uD83D\uDE00",
                        "5 ab\uFFFDc ! not UTF-8 at byte 4 of the line",
                        "6 \uFFFD ! not UTF-8 at byte 1 of the line",
                        "7 " + BOM + "b",
                        "8 z");

        for (int first = 0; first <= all.length; first++) {
            for (int second = first; second <= all.length; second++) {
                assertThat(splitAt(all, first, second))
                        .as("%d, %d", first, second)
                        .isEqualTo(whole);
            }
        }
        assertThat(splitEvery(1, all)).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource({
        "80, 1, a continuation byte alone",
        "61 C3, 2, cut by the end of the line",
        "61 62 C3 28, 3, a lead byte without its continuation",
        "C0 80, 1, an overlong NUL",
        "E0 80 AF, 1, an overlong slash",
        "61 ED A0 80, 2, a surrogate",
        "F4 90 80 80, 1, beyond U+10FFFF",
        "F8 88 80 80 80, 1, five bytes",
        "63 61 66 E9, 4, Latin-1",
        "FF FE 61 00, 1, UTF-16",
        "20 09 61 FF, 4, the white space before it counts",
        "C3 A9 E2 82 AC FF, 6, after good ones",
    })
    void bytes_that_are_not_utf8_make_a_defect_that_says_where(String hex, int position, String why) throws Exception {
        byte[] line = bytes(hex);
        String shown = new String(line, StandardCharsets.UTF_8).strip();

        List<String> expected = List.of("1 " + shown + " ! not UTF-8 at byte " + position + " of the line");

        assertThat(split(line)).as(why).isEqualTo(expected);
        assertThat(splitEvery(1, line)).as(why).isEqualTo(expected);
    }

    @Test
    void a_comment_may_be_in_any_encoding() throws Exception {
        assertThat(split(bytes("23 E9 0A 61"))).containsExactly("2 a");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 65_535, 65_536, 65_537, 1_000_000})
    void a_line_of_64_kib_is_not_too_long_whatever_surrounds_it(int chunk) throws Exception {
        String longest = "x".repeat(LIMIT);
        assertThat(splitEvery(chunk, utf8(BOM + "  \t" + longest + "   \r\nb"))).containsExactly("1 " + longest, "2 b");
        assertThat(splitEvery(chunk, utf8(longest + "\r\n"))).containsExactly("1 " + longest);
        assertThat(splitEvery(chunk, utf8(longest + "   "))).containsExactly("1 " + longest);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 65_535, 65_536, 65_537, 1_000_000})
    void a_longer_line_is_a_defect_and_shown_cut(int chunk) throws Exception {
        String cut = "1 " + "x".repeat(LIMIT) + " ! " + TOO_LONG;
        assertThat(splitEvery(chunk, utf8(" " + "x".repeat(LIMIT + 1) + "\nb"))).containsExactly(cut, "2 b");
        assertThat(splitEvery(chunk, utf8("x".repeat(LIMIT) + "  y"))).containsExactly(cut);
        assertThat(splitEvery(chunk, utf8("x".repeat(3 * LIMIT)))).containsExactly(cut);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00E9", "\u20AC", "\uD83D\uDE00"})
    void a_line_that_is_too_long_is_cut_between_code_points(String character) throws Exception {
        int width = utf8(character).length;
        for (int missing = 0; missing <= width; missing++) {
            String start = "x".repeat(LIMIT - missing);
            String shown = missing == width ? start + character : start;
            byte[] line = utf8(start + character + "yyyy\n");
            assertThat(split(line)).containsExactly("1 " + shown + " ! " + TOO_LONG);
            assertThat(splitEvery(4096, line)).containsExactly("1 " + shown + " ! " + TOO_LONG);
        }
    }

    @Test
    void a_comment_and_a_blank_line_may_be_longer() throws Exception {
        String blank = " ".repeat(2 * LIMIT);
        assertThat(splitEvery(1000, utf8("#" + "x".repeat(2 * LIMIT) + "\n" + blank + "\n" + blank + "a")))
                .containsExactly("3 a");
    }

    @Test
    void a_line_larger_than_the_heap_is_one_defect() throws Exception {
        byte[] chunk = utf8("x".repeat(1024 * 1024));
        List<String> found = new ArrayList<>();
        LineSplitter splitter = splitter(found);
        for (int i = 0; i < 1200; i++) splitter.feed(chunk, chunk.length);
        splitter.feed(utf8("\nb"), 2);
        splitter.end();

        assertThat(found).containsExactly("1 " + "x".repeat(LIMIT) + " ! " + TOO_LONG, "2 b");
    }

    private static List<String> split(String source) throws InterruptedException {
        return split(utf8(source));
    }

    private static List<String> split(byte[] source) throws InterruptedException {
        return splitAt(source, source.length, source.length);
    }

    private static List<String> splitAt(byte[] source, int first, int second) throws InterruptedException {
        List<String> found = new ArrayList<>();
        LineSplitter splitter = splitter(found);
        splitter.feed(Arrays.copyOf(source, first), first);
        splitter.feed(Arrays.copyOfRange(source, first, second), second - first);
        splitter.feed(Arrays.copyOfRange(source, second, source.length), source.length - second);
        splitter.end();
        return found;
    }

    private static List<String> splitEvery(int bytes, byte[] source) throws InterruptedException {
        List<String> found = new ArrayList<>();
        LineSplitter splitter = splitter(found);
        byte[] chunk = new byte[bytes];
        for (int i = 0; i < source.length; i += bytes) {
            int length = Math.min(bytes, source.length - i);
            System.arraycopy(source, i, chunk, 0, length);
            splitter.feed(chunk, length);
        }
        splitter.end();
        return found;
    }

    private static LineSplitter splitter(List<String> found) {
        return new LineSplitter(
                (text, number, defect) -> found.add(number + " " + text + (defect == null ? "" : " ! " + defect)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
