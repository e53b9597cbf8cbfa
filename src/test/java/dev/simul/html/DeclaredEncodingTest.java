package dev.simul.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Byte order mark, header, what the page says, default (HTML, section 13.2.3.2). */
class DeclaredEncodingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<meta charset=koi8-r> | KOI8-R",
                "<META CHARSET='KOI8-R'> | KOI8-R",
                "<meta\fcharset = \" koi8-r \" /> | KOI8-R",
                "<meta/charset=koi8-r> | KOI8-R",
                "<meta charset=koi8-r/> | windows-1252",
                "<meta charset=nonsense charset=koi8-r> | windows-1252",
                "<meta charset=nonsense><meta charset=koi8-r> | KOI8-R",
                "<meta x=1 x charset=koi8-r> | KOI8-R",
                "<meta ====charset=koi8-r> | windows-1252",
                "<meta = charset=koi8-r> | KOI8-R",
                "<metal charset=koi8-r> | windows-1252",
                "<meta charset=utf-16> | UTF-8",
                "<meta charset=utf-16be> | UTF-8",
                "<meta charset=x-user-defined> | windows-1252",
                "<meta charset=iso-2022-kr> | replacement",
                "<meta charset=latin1> | windows-1252",
                "<meta charset=gb2312> | GBK",
                "<meta http-equiv=content-type content='text/html; charset=big5'> | Big5",
                "<meta content='text/html; charset=big5' HTTP-EQUIV='Content-Type'> | Big5",
                "<meta content='charset=big5'> | windows-1252",
                "<meta http-equiv=refresh content='charset=big5'> | windows-1252",
                "<meta http-equiv=content-type content='charset = \"big5\"'> | Big5",
                "<meta http-equiv=content-type content='charset=\"big5'> | windows-1252",
                "<meta http-equiv=content-type content=\"charset='big5' x\"> | Big5",
                "<meta http-equiv=content-type content='charset charset=big5;x'> | Big5",
                "<meta http-equiv=content-type content='xcharset=big5 x'> | Big5",
                "<meta http-equiv=content-type content='charset=nonsense' charset=big5> | Big5",
                "<meta charset=koi8-r http-equiv=content-type content='charset=big5'> | KOI8-R",
                "<!-- > <meta charset=koi8-r> --> | windows-1252",
                "<!--><meta charset=koi8-r> --> | KOI8-R",
                "<!---><meta charset=koi8-r> --> | KOI8-R",
                "<a title='<meta charset=koi8-r>'> | windows-1252",
                "</a title='<meta charset=koi8-r>'> | windows-1252",
                "<? <meta charset=koi8-r> | windows-1252",
                "<?x><meta charset=koi8-r> | KOI8-R",
                "< <meta charset=koi8-r> | KOI8-R",
                "<p>text</p><meta charset=koi8-r> | KOI8-R",
                "<script><meta charset=koi8-r></script> | windows-1252",
                "<style><meta charset=koi8-r></style><meta charset=big5> | Big5",
                "<title><meta charset=koi8-r></title> | windows-1252",
                "<meta charset=koi8-r | windows-1252",
                "<meta charset='koi8-r> | windows-1252",
                "<?xml version='1.0' encoding='koi8-r'?> | KOI8-R",
                "<?xml version='1.0' encoding = \"koi8-r\"?><meta charset=big5> | Big5",
                "<?xml version='1.0' encoding='utf-16'?> | UTF-8",
                "<?xml version='1.0' encoding='koi8-r' | windows-1252",
                "<?xml version='1.0' encoding=' koi8-r'?> | windows-1252",
                "` <?xml version='1.0' encoding='koi8-r'?>` | windows-1252",
                "<p>nothing | windows-1252",
                "`` | windows-1252",
            })
    void a_page_declares_its_encoding(String page, String charset) {
        byte[] body = Feeding.latin1(page);

        assertThat(Feeding.whole("text/html", body).charset()).isEqualTo(charset);
        assertThat(Feeding.inPieces("text/html", body, 1).charset()).isEqualTo(charset);
    }

    @Test
    void a_byte_order_mark_beats_the_header_and_the_header_beats_the_page() {
        String page = "<meta charset=koi8-r><title>\u00E9</title>";
        byte[] marked = ("\uFEFF" + page).getBytes(StandardCharsets.UTF_8);

        assertThat(Feeding.whole("text/html; charset=big5", marked)).isEqualTo(facts("\u00E9", "UTF-8"));
        assertThat(Feeding.whole("text/html; charset=latin1", Feeding.latin1(page)))
                .isEqualTo(facts("\u00E9", "windows-1252"));
        assertThat(Feeding.whole("text/html; charset=nonsense", Feeding.latin1(page)))
                .isEqualTo(facts("\u0418", "KOI8-R"));
        assertThat(Feeding.whole("text/html; charset=x-user-defined", Feeding.latin1(page)))
                .isEqualTo(facts("\uF7E9", "x-user-defined"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void utf_16_is_known_by_its_mark_by_the_header_or_by_an_xml_declaration(String name) {
        String page = "<title>\u0416</title>";

        assertThat(Feeding.inPieces("text/html", encoded("\uFEFF" + page, name), 1))
                .isEqualTo(facts("\u0416", name));
        assertThat(Feeding.whole("text/html; charset=" + name, encoded(page, name)))
                .isEqualTo(facts("\u0416", name));
        assertThat(Feeding.whole("text/html", encoded("<?xml?>" + page, name))).isEqualTo(facts("\u0416", name));
    }

    @Test
    void a_mark_alone_is_an_empty_page() {
        assertThat(Feeding.whole("text/html", Feeding.latin1("\u00EF\u00BB\u00BF")))
                .isEqualTo(facts(null, "UTF-8"));
        assertThat(Feeding.whole("text/html", Feeding.latin1("\u00FE\u00FF"))).isEqualTo(facts(null, "UTF-16BE"));
        assertThat(Feeding.whole("text/html", Feeding.latin1("\u00EF\u00BB"))).isEqualTo(facts(null, "windows-1252"));
    }

    @Test
    void a_second_mark_is_text_and_opens_the_body() {
        byte[] body = "\uFEFF\uFEFF<title>x</title>".getBytes(StandardCharsets.UTF_8);

        assertThat(Feeding.whole("text/html", body)).isEqualTo(facts("x", "UTF-8"));
    }

    @Test
    void a_declaration_behind_the_prescan_but_in_the_head_corrects_the_default() {
        String page = "<title>\u00D6</title><script>" + "x".repeat(3000) + "</script><meta charset=koi8-r><p>";

        assertThat(Feeding.whole("text/html", Feeding.latin1(page))).isEqualTo(facts("\u0436", "KOI8-R"));
        assertThat(Feeding.inPieces("text/html", Feeding.latin1(page), 1).charset())
                .isEqualTo("KOI8-R");
        assertThat(Feeding.whole("text/html; charset=latin1", Feeding.latin1(page))
                        .charset())
                .isEqualTo("windows-1252");
    }

    @Test
    void a_declaration_in_the_body_behind_the_prescan_comes_too_late() {
        String page = "<title>\u00D6</title><p>" + "x".repeat(3000) + "<meta charset=koi8-r>";

        assertThat(Feeding.whole("text/html", Feeding.latin1(page))).isEqualTo(facts("\u00D6", "windows-1252"));
    }

    @Test
    void a_page_that_declares_nothing_is_wanted_until_its_head_ends() {
        PageReader reader = Feeding.open("text/html");
        byte[] head = Feeding.latin1("<title>x</title>" + " ".repeat(1100));
        reader.accept(head, 0, head.length);
        assertThat(reader.wantsMore()).isTrue();

        byte[] body = Feeding.latin1("<body>");
        reader.accept(body, 0, body.length);

        assertThat(reader.wantsMore()).isFalse();
        assertThat(Feeding.finish(reader)).isEqualTo(facts("x", "windows-1252"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<a/> | UTF-8",
                "<?xml version='1.0' encoding='koi8-r'?><a/> | KOI8-R",
                "<?xml version='1.0' encoding='utf-16'?><a/> | UTF-8",
                "<a><meta charset='koi8-r'/></a> | UTF-8",
                "`` | UTF-8",
            })
    void xml_says_its_encoding_in_its_declaration(String page, String charset) {
        assertThat(Feeding.inPieces("application/xml", Feeding.latin1(page), 1).charset())
                .isEqualTo(charset);
        assertThat(Feeding.whole("application/xml;charset=big5", Feeding.latin1(page))
                        .charset())
                .isEqualTo("Big5");
    }

    private static PageFacts facts(@Nullable String title, String charset) {
        return new PageFacts(title, "text/html", charset);
    }

    private static byte[] encoded(String text, String charset) {
        return text.getBytes(Charset.forName(charset));
    }
}
