package dev.simul.save;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavedNameTest {
    private static final Pattern HARMLESS = Pattern.compile("(?![.-])[A-Za-z0-9._%~-]+(?<!\\.)");

    private static Url url(String text) {
        try {
            return Url.parse(text);
        } catch (UrlSyntaxException e) {
            throw new AssertionError(text, e);
        }
    }

    private static String path(String url) {
        SavedName name = SavedName.of(url(url));
        return String.join("/", name.folders()) + "/" + name.stem() + name.ending();
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/docs/intro.html, https/example.com/docs/intro.html",
        "https://example.com, https/example.com/index.html",
        "http://www.imdb.com/title/tt0111161/, http/www.imdb.com/title/tt0111161/index.html",
        "https://example.com/a, https/example.com/a",
        "https://example.com/a.tar.gz, https/example.com/a.tar.gz",
        "http://127.0.0.1:8080/x, http/127.0.0.1_8080/x",
        "https://user:secret@example.com:443/x#part, https/example.com/x",
        "https://example.com/%C3%A9t%C3%A9, https/example.com/%C3%A9t%C3%A9",
        "https://example.com/été, https/example.com/%C3%A9t%C3%A9",
        "https://bücher.example/, https/xn--bcher-kva.example/index.html",
    })
    void harmless_url_is_its_own_name(String url, String path) {
        assertThat(path(url)).isEqualTo(path);
    }

    @Test
    void ending_stays_at_the_end() {
        assertThat(path("https://example.com/list.php?id=3&page=2"))
                .matches("https/example\\.com/list_id_3_page_2~[0-9a-f]{16}\\.php");
        assertThat(path("https://example.com/a,b.pdf")).matches("https/example\\.com/a_b~[0-9a-f]{16}\\.pdf");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.test/..%2f..%2fetc/passwd",
                "http://a.test/%2e%2e/%2e%2e/etc/passwd",
                "http://a.test/....//.../.",
                "http://a.test/.ssh/authorized_keys",
                "http://a.test/~/.bashrc",
                "http://a.test/-rf",
                "http://a.test/$(reboot)/`id`/;ls/&/|/*",
                "http://a.test/a\\..\\..\\b",
                "http://a.test/con/NUL.txt/com1.tar.gz/aux",
                "http://a.test/trailing./dots..",
                "http://a.test//x//",
                "http://a.test/%00%0a%1b[31m",
                "http://a.test/x?/../../y",
                "http://a.test/?",
                "http://a.test/??/../",
                "http://[::1]:8080/x",
                "http://..a/",
                "http://a_80/",
                "http://a_80:81/",
                "http://-a.test./",
                "http://a!$&'()*+,;=~b/",
            })
    void hostile_url_has_a_harmless_name(String url) {
        SavedName name = SavedName.of(url(url));

        List<String> parts = new ArrayList<>(name.folders());
        parts.add(name.stem() + name.ending());
        assertThat(parts).allMatch(HARMLESS.asMatchPredicate());
        for (String part : parts) {
            assertThat(part).doesNotContain("..");
            assertThat(part.split("\\.", -1)[0].toLowerCase(java.util.Locale.ROOT))
                    .doesNotMatch("con|prn|aux|nul|com\\d|lpt\\d");
        }
        assertThat(name.folders()).startsWith("http");
    }

    @Test
    void however_long_a_url_is_its_name_fits_any_file_system() {
        List<String> urls = List.of(
                "http://a.test/" + "x".repeat(60_000) + ".html",
                "http://a.test/" + "x/".repeat(30_000),
                "http://a.test/" + ("y".repeat(100) + "/").repeat(20) + "z.gif",
                "http://a.test/?" + "q=1&".repeat(10_000),
                "http://" + "long.".repeat(50) + "test/");
        for (String url : urls) {
            SavedName name = SavedName.of(url(url));
            assertThat(name.folders()).allMatch(folder -> folder.length() <= 143);
            assertThat((name.stem() + name.ending()).length()).isLessThanOrEqualTo(143 - 8);
            assertThat(path(url).length()).isLessThan(1_000);
        }
        assertThat(urls.stream().map(SavedNameTest::path)).doesNotHaveDuplicates();
        assertThat(path(urls.getFirst())).endsWith(".html");
    }

    @Test
    void what_differs_is_told_apart() {
        List<String> urls = List.of(
                "http://a.test/",
                "http://a.test/?",
                "http://a.test/index.html",
                "http://a.test/index.html?",
                "http://a.test/index",
                "https://a.test/",
                "http://a.test:8080/",
                "http://a.test_8080/",
                "http://a.test./",
                "http://a.test//",
                "http://a.test/x",
                "http://a.test/X",
                "http://a.test/x/",
                "http://a.test/x?y",
                "http://a.test/x_y",
                "http://a.test/x%3Fy",
                "http://a.test/x!y",
                "http://a.test/x%21y",
                "http://a.test/x~y",
                "http://a.test/x/y?z/index.html",
                "http://a.test/x/y?z",
                "http://a.test/" + "a/".repeat(40) + "b",
                "http://a.test/" + "a/".repeat(41) + "b");

        assertThat(urls.stream().map(SavedNameTest::path)).doesNotHaveDuplicates();
    }

    @Test
    void no_two_of_many_strange_urls_have_one_name() {
        long seed = 20_261_128L;
        Random random = new Random(seed);
        String[] parts = {
            "a",
            "A",
            "/",
            "//",
            ".",
            "..",
            "?",
            "_",
            "~",
            "%2e",
            "%2F",
            "%41",
            "-",
            "é",
            "index",
            ".html",
            "x".repeat(70)
        };
        Map<String, String> urls = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "http://a.test/" : "http://a.test:81/");
            for (int k = random.nextInt(8); k > 0; k--) text.append(parts[random.nextInt(parts.length)]);
            String url = url(text.toString()).href();
            String other = urls.put(path(url), url);
            if (other != null)
                assertThat(url).as("seed %d, the same name", seed).isEqualTo(other);
        }
        assertThat(urls).hasSizeGreaterThan(10_000);
    }
}
