package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.IDNA;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The jar carries a small part of ICU: it has to say the same of every domain as the whole. */
class UnicodeLibraryIT {
    /** A few of every kind that UTS 46 has rules for: mapped, dropped, refused, left, right, digits, marks, joiners, Punycode. */
    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "-",
            ".",
            "。",
            "ß",
            "ẞ",
            "ς",
            "é",
            "e\u0301",
            "\u0301",
            "ü",
            "ﷺ",
            "⒈",
            "\u00AD",
            "\u200B",
            "\u200C",
            "\u200D",
            "क",
            "\u094D",
            "ക",
            "\u0D4D",
            "א",
            "ב",
            "ا",
            "ب",
            "١",
            "۱",
            "1",
            "٪",
            "\u2067",
            "例",
            "え",
            "ﾞ",
            "가",
            "\u1100\u1161",
            "𐐀",
            "𐨀",
            "💩",
            "👨\u200D👩",
            "🏴\uDB40\uDC67",
            "\uFFFD",
            "\u0378",
            "\uE000",
            "xn--",
            "xn--zca",
            "xn--a",
            "xn--4dbc",
            "·",
            "＜",
            "≠",
            "Ⅷ",
            "ʼn",
            "ǅ",
            "İ",
            "\u0345",
            "\u180E",
            "\uFE0F");

    /** The program as the jar has it, beside the one of the class path. */
    private static final class Program extends URLClassLoader {
        private final MethodHandle parse;
        private final MethodHandle href;

        Program() throws IOException, ReflectiveOperationException {
            super(new URL[] {Simul.jar().toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            Class<?> url = loadClass(Url.class.getName());
            parse = MethodHandles.publicLookup()
                    .findStatic(url, "parse", MethodType.methodType(url, String.class))
                    .asType(MethodType.methodType(Object.class, String.class));
            href = MethodHandles.publicLookup()
                    .findVirtual(url, "href", MethodType.methodType(String.class))
                    .asType(MethodType.methodType(String.class, Object.class));
        }

        /** Its URL, or the message of its exception. */
        String parse(String input) {
            try {
                return (String) href.invokeExact((Object) parse.invokeExact(input));
            } catch (Throwable e) {
                boolean isExpected = e.getClass().getName().equals(UrlSyntaxException.class.getName());
                return isExpected ? String.valueOf(e.getMessage()) : e.toString();
            }
        }

        boolean hasLoaded(String type) {
            return findLoadedClass(type) != null;
        }
    }

    private Program program;

    @BeforeEach
    void load() throws Exception {
        program = new Program();
    }

    @AfterEach
    void close() throws Exception {
        program.close();
    }

    @Test
    void jar_has_little_of_the_library() throws Exception {
        try (JarFile jar = new JarFile(Simul.jar().toFile())) {
            long bytes = jar.stream()
                    .filter(entry -> entry.getName().startsWith("com/ibm/icu/"))
                    .mapToLong(JarEntry::getCompressedSize)
                    .sum();

            assertThat(bytes).isBetween(1L, 400_000L);
        }
    }

    @Test
    void every_character_is_the_same_to_the_jar() {
        assertSame(
                Character.MAX_CODE_POINT + 1,
                c -> Character.getType(c) == Character.UNASSIGNED && c % 61 != 0
                        ? ""
                        : "a" + Character.toString(c) + "b");
    }

    @Test
    void mixed_characters_are_the_same_to_the_jar() {
        Random random = new Random(46);
        assertSame(100_000, i -> {
            StringBuilder domain = new StringBuilder();
            for (int pieces = 1 + random.nextInt(6); pieces > 0; pieces--) {
                domain.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            return domain.toString();
        });
    }

    @Test
    void domain_in_ascii_does_not_load_the_library() {
        assertThat(program.parse("http://Example.com/ü")).isEqualTo("http://example.com/%C3%BC");
        assertThat(program.parse("http://xn--zca.de/")).isEqualTo("http://xn--zca.de/");
        assertThat(program.parse("http://a b/")).contains("domain-to-ASCII");
        assertThat(program.hasLoaded("dev.simul.url.DomainToAscii")).isTrue();
        assertThat(program.hasLoaded(IDNA.class.getName())).isFalse();

        assertThat(program.parse("http://faß.de/")).isEqualTo("http://xn--fa-hia.de/");
        assertThat(program.hasLoaded(IDNA.class.getName())).isTrue();
    }

    private void assertSame(int count, IntFunction<String> domain) {
        assertThat(IntStream.range(0, count)
                        .mapToObj(domain)
                        .filter(each -> !each.isEmpty())
                        .map(each -> "http://" + each + "/")
                        .filter(each -> !ofClassPath(each).equals(program.parse(each))))
                .isEmpty();
    }

    private static String ofClassPath(String input) {
        try {
            return Url.parse(input).href();
        } catch (UrlSyntaxException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
