package dev.simul.sitemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sitemaps as they are, and as they should not be. */
class SitemapReaderTest implements SitemapReader.Taker {
    private static final String XMLNS = " xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'";

    private final List<String> taken = new ArrayList<>();

    @Override
    public void page(Url url) {
        taken.add(url.href());
    }

    @Override
    public void sitemap(Url url) {
        taken.add("sitemap " + url.href());
    }

    private List<String> read(byte[] file) throws SitemapException {
        try {
            SitemapReader.read(file, Url.parse("http://a.test/dir/sitemap.xml"), this);
        } catch (UrlSyntaxException | InterruptedException e) {
            throw new AssertionError(e);
        }
        return taken;
    }

    private List<String> read(String file) throws SitemapException {
        return read(file.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<urlset$><url><loc>http://a.test/1</loc></url></urlset>                      | http://a.test/1",
                "<?xml version='1.0'?> <urlset><url><loc> http://a.test/1\\n</loc></url></urlset> | http://a.test/1",
                "\\uFEFF<urlset><url><loc>http://a.test/1</loc></url></urlset>                 | http://a.test/1",
                "<urlset><url><loc>http://a.test/?a&amp;b=&#xe9;</loc></url></urlset>         | http://a.test/?a&b=%C3%A9",
                "<urlset><url><loc><![CDATA[http://a.test/?a&b]]></loc></url></urlset>        | http://a.test/?a&b",
                "<s:urlset xmlns:s='x'><s:url><s:loc>http://a.test/1</s:loc></s:url></s:urlset> | http://a.test/1",
                "<urlset xmlns:i='i'><url><i:loc>http://a.test/i</i:loc><i:image><i:loc>http://a.test/i</i:loc></i:image></url></urlset> | ``",
                "<urlset><url><lastmod>2026</lastmod><loc>http://a.test/1#f</loc></url></urlset> | http://a.test/1",
                "<urlset><loc>http://a.test/no</loc></urlset>                                 | ``",
                "<urlset><url><loc>mailto:x</loc><loc>http://[</loc><loc></loc></url></urlset> | ``",
                "<urlset><url><loc>../1</loc></url></urlset>                                  | http://a.test/1",
                "<sitemapindex$><sitemap><loc>http://a.test/1.xml</loc></sitemap></sitemapindex> | sitemap http://a.test/1.xml",
                "http://a.test/1\\r\\n\\n  https://b.test/2  \\nnot a URL                          | http://a.test/1 https://b.test/2",
                "\\uFEFFhttp://a.test/1                                                         | http://a.test/1",
                "``                                                                             | ``",
            })
    void what_it_names(String file, String named) throws IOException {
        String text = file.replace("\\uFEFF", "\uFEFF").translateEscapes().replace("$", XMLNS);
        List<String> all = named.isEmpty() ? List.of() : List.of(named.split("(?<!sitemap) "));

        assertThat(read(text)).containsExactlyElementsOf(all);
        taken.clear();
        assertThat(read(gzip(text.getBytes(StandardCharsets.UTF_8))))
                .as("compressed")
                .containsExactlyElementsOf(all);
    }

    @Test
    void other_encodings_are_read_as_the_xml_says() throws IOException {
        String xml = "<?xml version='1.0' encoding='UTF-16'?><urlset><url><loc>http://a.test/1</loc></url></urlset>";

        assertThat(read(xml.getBytes(StandardCharsets.UTF_16))).containsExactly("http://a.test/1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<!DOCTYPE urlset SYSTEM 'file:///etc/passwd'><urlset/>                                | document type",
                "<!DOCTYPE urlset [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>http://a.test/&x;</loc></url></urlset> | document type",
                "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><urlset><url><loc>http://a.test/&b;</loc></url></urlset> | document type",
                "<!DOCTYPE x [<!ENTITY % p SYSTEM 'http://a.test/evil.dtd'> %p;]><urlset/>              | document type",
                "<!-- --><!DOCTYPE urlset PUBLIC '-//x//y' 'http://a.test/evil.dtd'><urlset/>         | document type",
                "<!DOCTYPE html><title>Welcome</title>                                                 | document type",
                "<urlset><url><loc>http://a.test/&b;</loc></url></urlset>                              | broken in line 1",
                "<urlset><url>                                                                         | broken in line 1",
                "<rss version='2.0'><channel/></rss>                                                   | a document of 'rss'",
                "<html><body>404</body></html>                                                         | a document of 'html'",
                "Not found                                                                             | neither XML nor a list",
            })
    void what_is_none_is_refused(String file, String complaint) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(SitemapException.class)
                .hasMessageContaining(complaint)
                .hasMessageNotContaining("\n");
        assertThat(taken).isEmpty();
    }

    @Test
    void what_comes_before_it_breaks_off_counts() {
        assertThatThrownBy(() -> read("<urlset><url><loc>http://a.test/1</loc></url>\n<url><loc>http"))
                .hasMessage("it is broken in line 2");
        assertThat(taken).containsExactly("http://a.test/1");
    }

    @Test
    void bombs_are_stopped() throws IOException {
        byte[] spaces = new byte[SitemapReader.MAX_BYTES + 1];
        Arrays.fill(spaces, (byte) ' ');
        byte[] begun = "<urlset>".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(begun, 0, spaces, 0, begun.length);

        assertThatThrownBy(() -> read(gzip(spaces))).hasMessageContaining("more than 52,428,800 bytes");
        assertThatThrownBy(() -> read("<a>".repeat(1_000))).hasMessage("it is no sitemap, but a document of 'a'");
        assertThatThrownBy(() -> read("<urlset>" + "<a>".repeat(1_000))).hasMessage("its elements are too deep");
        assertThatThrownBy(() -> read("<sitemapindex>" + "<sitemap/>".repeat(50_001) + "</sitemapindex>"))
                .hasMessage("it names more than 50,000 sitemaps");
        assertThat(read("<urlset><url><loc>http://a.test/" + "a".repeat(100_000) + "</loc></url></urlset>"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<urlset><!--             | --></urlset>",
                "<urlset><?x a            | ?></urlset>",
                "<urlset a='              | '></urlset>",
                "<urlset><url><loc><![CDATA[ | ]]></loc></url></urlset>",
                "<!DOCTYPE x [<!--        | -->]><urlset/>",
                "http://a.test/           | ``",
            })
    void pieces_that_a_parser_keeps_whole_are_not_as_long_as_a_file_may_be(String before, String behind) {
        String file = before + "x".repeat(1_100_000) + behind;

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(SitemapException.class)
                .hasMessageContaining("one piece of it has more than 1,048,576 bytes");
        assertThat(taken).isEmpty();
    }

    @Test
    void files_of_many_pieces_are_not_taken_for_one() throws IOException {
        String entry = "<url><!-- %s --><loc>http://a.test/1</loc></url>".formatted("x".repeat(500_000));
        String line = "http://a.test/1?" + "x".repeat(60_000) + "\n";

        assertThat(read("<urlset>" + entry.repeat(5) + " ".repeat(2_000_000) + "</urlset>"))
                .hasSize(5);
        taken.clear();
        assertThat(read(line.repeat(40))).hasSize(40);
    }

    @Test
    void who_is_interrupted_takes_nothing_more() {
        List<Url> pages = new ArrayList<>();
        SitemapReader.Taker interrupted = new SitemapReader.Taker() {
            @Override
            public void page(Url url) throws InterruptedException {
                pages.add(url);
                throw new InterruptedException();
            }

            @Override
            public void sitemap(Url url) {
                throw new AssertionError(url.href());
            }
        };
        String file = "http://a.test/1\nhttp://a.test/2\n";

        assertThatThrownBy(() -> SitemapReader.read(
                        file.getBytes(StandardCharsets.US_ASCII), Url.parse("http://a.test/s"), interrupted))
                .isInstanceOf(InterruptedException.class);
        assertThat(pages).hasSize(1);
    }

    @Test
    void half_a_gzip_file_is_not_whole() throws IOException {
        byte[] whole = gzip("<urlset><url><loc>http://a.test/1</loc></url></urlset>".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 12))).isInstanceOf(SitemapException.class);
    }
}
