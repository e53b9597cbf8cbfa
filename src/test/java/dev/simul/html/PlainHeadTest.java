package dev.simul.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The quick way gives what the general way gives. A page that comes byte by byte never goes the quick way, so that every test which
 * feeds pages in several ways asks it as well.
 */
class PlainHeadTest {
    private static PlainHead.@Nullable Found read(String page, @Nullable Encoding header) {
        byte[] bytes = ("##" + page).getBytes(UTF_8);
        return PlainHead.read(bytes, 2, bytes.length - 2, header);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<title>t</title>",
                "<!DOCTYPE html>\r\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>A page</title>",
                "<!doctype html public '-//W3C//DTD'>\n<html>\n<head>\n<title lang=en>a &amp; b\n c</TITLE >",
                "<HTML xmlns:a='b' hidden><Meta Name=viewport content='width=device-width, a > b' /><title>—ü例</title>",
                "<head><link rel=stylesheet href=\"/a?b=c&d\"><base target=_blank><title></title>",
                "<head><title> a  b\t</title\t"
            })
    void takes_what_is_plain(String page) {
        assertThat(read(page, Encoding.UTF_8)).isNotNull();
        assertSame("text/html; charset=utf-8", page);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "<",
                "<!",
                "<!doctype html",
                "<title>t",
                "<title>t</titl",
                "<title>t</title",
                "<title>t</titles>",
                "<title>a<b></title>",
                "x<title>t</title>",
                "<!-- c --><title>t</title>",
                "<?xml version='1.0'?><title>t</title>",
                "</head><title>t</title>",
                "<body><title>t</title>",
                "<script></script><title>t</title>",
                "<svg><title>t</title>",
                "<htmlx><title>t</title>",
                "<meta charset=x charset=y><title>t</title>",
                "<meta http-equiv=content-type content='text/html; charset=koi8-r'><title>t</title>",
                "<meta charset=unknown><title>t</title>",
                "<meta charset='utf\r8'><title>t</title>",
                "<meta charset='&#117;tf-8'><title>t</title>",
                "<meta a = b><title>t</title>",
                "<meta a= 'b'><title>t</title>",
                "<meta / a><title>t</title>",
                "<meta =a><title>t</title>",
                "<meta a='><title>t</title>",
                "<meta a=b/><title>t</title>",
                "<meta ü=b><title>t</title>",
                "<html lang='ü'><title>t</title>"
            })
    void leaves_the_rest_to_the_general_way(String page) {
        assertThat(read(page, Encoding.UTF_8)).isNull();
        assertSame("text/html; charset=utf-8", page);
    }

    @Test
    void without_a_header_the_page_itself_must_say_its_encoding_in_time() {
        String declared = "<meta charset=Windows-1251><title>t</title>";
        PlainHead.Found found = Objects.requireNonNull(read(declared, null));
        assertThat(found.decision().encoding()).isEqualTo(Encoding.WINDOWS_1251);

        assertThat(read("<title>t</title><meta charset=utf-8>", null)).isNull();
        assertThat(read("<html a='" + "x".repeat(1024) + "'>" + declared, null)).isNull();
        assertSame("text/html", declared);
        assertSame("text/html", "<title>t</title><meta charset=koi8-r>");
        assertSame("text/html", "<html a='" + "x".repeat(1024) + "'>" + declared);
    }

    @Test
    void encodings_that_are_no_ascii_are_not_for_it() {
        assertThat(read("<title>t</title>", Encoding.UTF_16LE)).isNull();
        assertThat(read("<title>t</title>", Encoding.ISO_2022_JP)).isNull();
        assertThat(read("<title>t</title>", Encoding.REPLACEMENT)).isNull();
        assertThat(read("<title>ü</title>", Encoding.WINDOWS_1252)).isNull();
        assertThat(read("<title>t</title>", Encoding.SHIFT_JIS)).isNotNull();
    }

    private static final List<String> PIECES = List.of(
            "<!DOCTYPE html>",
            "\n",
            " ",
            "<html>",
            "<html lang=\"en\">",
            "<head>",
            "<meta charset=utf-8>",
            "<meta charset='koi8-r'/>",
            "<meta name=a content=\"b; charset=euc-jp\" />",
            "<link rel=a href='b'>",
            "<base href=a:b>",
            "<title>",
            "</title>",
            "<title a>",
            "t &amp; u",
            "&lt",
            "é",
            "\0",
            "<",
            ">",
            "</head>",
            "<body>",
            "'",
            "\"",
            "/",
            "=",
            "charset",
            "<meta ",
            "<script>",
            "</script>",
            "<!--",
            "-->");

    @Test
    void agrees_on_whatever_is_put_together() {
        Random random = new Random(20_261_128);
        int plain = 0;
        for (int i = 0; i < 30_000; i++) {
            StringBuilder page = new StringBuilder();
            for (int pieces = random.nextInt(8); pieces > 0; pieces--) page.append(PIECES.get(random.nextInt(15)));
            if (random.nextInt(4) == 0) page.append(PIECES.get(random.nextInt(PIECES.size())));
            if (random.nextBoolean()) page.append("<title>t</title>");
            boolean hasHeader = random.nextBoolean();
            assertSame(hasHeader ? "text/html; charset=utf-8" : "text/html", page.toString());
            if (read(page.toString(), hasHeader ? Encoding.UTF_8 : null) != null) plain++;
        }
        assertThat(plain).isGreaterThan(3_000);
    }

    private static void assertSame(String type, String page) {
        byte[] body = page.getBytes(UTF_8);
        assertThat(Feeding.whole(type, body)).as(page).isEqualTo(Feeding.inPieces(type, body, 1));
    }
}
