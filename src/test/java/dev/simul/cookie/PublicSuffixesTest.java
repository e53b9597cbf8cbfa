package dev.simul.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Public suffixes, most of them those of the list's own test. */
class PublicSuffixesTest {
    private static final Path TABLE = Path.of("src/main/resources/dev/simul/cookie/public-suffixes.txt");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com",
                "biz",
                "uk.com",
                "jp",
                "ac.jp",
                "kyoto.jp",
                "ide.kyoto.jp",
                "c.kobe.jp",
                "kobe.jp", // by the wildcard below it
                "ck",
                "test.ck",
                "us",
                "ak.us",
                "k12.ak.us",
                "co.uk",
                "github.io",
                "com.", // a dot at the end does not count
                "xn--55qx5d.cn",
                "xn--fiqs8s",
                "test", // no rule knows it
                "localhost"
            })
    void of_these_anybody_can_have_a_domain(String domain) {
        assertThat(PublicSuffixes.contains(domain)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "b.example.com",
                "domain.biz",
                "example.uk.com",
                "test.jp",
                "test.ac.jp",
                "b.ide.kyoto.jp",
                "b.c.kobe.jp",
                "city.kobe.jp", // an exception
                "www.city.kobe.jp",
                "b.test.ck",
                "www.ck",
                "www.www.ck",
                "test.k12.ak.us",
                "example.co.uk",
                "somebody.github.io",
                "xn--85x722f.xn--55qx5d.cn",
                "a.test",
                "a.b.c.test",
                "example.com.",
                "127.0.0.1",
                "zzz.zw", // the last line of the table is near
                "0.a",
                ".com",
                "..",
                "a..com"
            })
    void these_are_somebodys(String domain) {
        assertThat(PublicSuffixes.contains(domain)).isFalse();
    }

    @Test
    void every_line_of_the_table_is_found_and_nothing_else_is() throws IOException {
        for (String line : Files.readAllLines(TABLE)) {
            if (line.startsWith("#")) continue;
            String name = line.replaceFirst("[*!]$", "");
            assertThat(PublicSuffixes.contains(name)).as(line).isEqualTo(!line.endsWith("!"));
            assertThat(PublicSuffixes.contains("x--x." + name)).as(line).isEqualTo(line.endsWith("*"));
            assertThat(PublicSuffixes.contains("a.x--x." + name)).as(line).isFalse();
        }
    }

    /** With {@code -Dsimul.public-suffixes=write} it is made anew: when the version of the library in the pom has changed. */
    @Test
    void the_table_is_what_the_list_says() throws IOException {
        String table;
        try (InputStream list = PublicSuffixesTest.class.getResourceAsStream("/effective_tld_names.dat")) {
            if (list == null) throw new AssertionError("crawler-commons has no list");
            table = SuffixTable.of(list);
        }
        if ("write".equals(System.getProperty("simul.public-suffixes"))) Files.writeString(TABLE, table);

        assertThat(Files.readString(TABLE, StandardCharsets.US_ASCII)).isEqualTo(table);
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com",
        "a.b.example.com, example.com",
        "a.b.co.uk, b.co.uk",
        "x.y.ide.kyoto.jp, y.ide.kyoto.jp",
        "www.www.ck, www.ck",
        "a.city.kobe.jp, city.kobe.jp",
        "me.github.io, me.github.io",
        "a.b.test, b.test",
        "a.example.com., example.com.",
        "co.uk, ",
        "localhost, "
    })
    void what_is_registered_is_one_label_more(String domain, @Nullable String registrable) {
        assertThat(PublicSuffixes.registrableIn(domain)).isEqualTo(registrable);
    }
}
