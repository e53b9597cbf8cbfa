package dev.simul.robots;

import static dev.simul.robots.Robots.allows;
import static dev.simul.robots.Robots.everybody;
import static dev.simul.robots.Robots.rules;
import static dev.simul.robots.Robots.url;
import static org.assertj.core.api.Assertions.assertThat;

import crawlercommons.robots.SimpleRobotRulesParser;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of strangers. */
class HostileRobotsTest {
    private static final int MAX = RobotsText.MAX_BYTES;

    private static RobotsText text(String file) {
        RobotsText text = new RobotsText();
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += 1000) text.append(bytes, at, Math.min(1000, bytes.length - at));
        return text;
    }

    // ---- 2.5 limits

    @Test
    void what_comes_beyond_the_limit_is_not_heard() {
        String start = "User-agent: *\nDisallow: /early\n";
        String filler = "#".repeat(MAX - start.length() - 1) + "\n";
        RobotsText full = text(start + filler);

        assertThat(full.isFull()).isFalse();
        assertThat(full.length()).isEqualTo(MAX);
        full.append("Disallow: /late\n".getBytes(StandardCharsets.UTF_8), 0, 16);

        assertThat(full.isFull()).isTrue();
        assertThat(full.length()).isEqualTo(MAX);
        RobotsRules rules = full.rulesFor(ProductToken.SIMUL);
        assertThat(allows(rules, "/early")).isFalse();
        assertThat(allows(rules, "/late")).isTrue();
    }

    @Test
    void a_line_that_is_cut_does_not_count() {
        String start = "User-agent: *\nDisallow: /early\n";
        String cut = "Disallow: /p";
        String filler = "#".repeat(MAX - start.length() - cut.length() - 1) + "\n";

        RobotsRules rules = text(start + filler + cut + "rivate/\n").rulesFor(ProductToken.SIMUL);

        assertThat(allows(rules, "/early")).isFalse();
        assertThat(allows(rules, "/public")).isTrue();
    }

    @Test
    void one_line_without_an_end_is_no_rule() {
        assertThat(text("User-agent: *" + "x".repeat(2 * MAX))
                        .rulesFor(ProductToken.SIMUL)
                        .size())
                .isZero();
    }

    // ---- encodings

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void a_byte_order_mark_says_how_it_is_written(String encoding) {
        byte[] file = "\uFEFFUser-agent: *\r\nDisallow: /ä\r\n".getBytes(Charset.forName(encoding));

        assertThat(allows(rules(file), "/ä")).isFalse();
        assertThat(allows(rules(file), "/a")).isTrue();
    }

    @Test
    void bytes_that_are_no_text_do_not_hide_what_is() {
        byte[] file = "\0\0\nUser-agent: *\n\u00FF\u00FE: \u0001\nDisallow: /a\0b\nDisallow: /c\n"
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(allows(rules(file), "/c")).isFalse();
        assertThat(allows(rules(file), "/d")).isTrue();
    }

    @Test
    void a_page_of_html_forbids_nothing() {
        assertThat(rules(
                                "<!DOCTYPE html>",
                                "<html><head><title>Not found</title></head>",
                                "<body><p>User-agent: *",
                                "</html>")
                        .size())
                .isZero();
    }

    @Test
    void lines_that_are_rules_count_whatever_is_around_them() {
        assertThat(allows(rules("<html>", "User-agent: *", "<p>", "Disallow: /a"), "/a"))
                .isFalse();
    }

    // ---- time

    @Test
    @Timeout(120) // the library takes out tags at the square of a line: this would take ten minutes
    void a_line_of_angle_brackets_is_read_like_any_other() {
        RobotsText file = text("User-agent: *\nDisallow: /a\n<html>\n" + "<".repeat(MAX - 50));

        assertThat(allows(file.rulesFor(ProductToken.SIMUL), "/a")).isFalse();
    }

    @Test
    void a_file_full_of_ordinary_rules_is_matched_to_the_end() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 25_000; i++) many.append("Disallow: /").append(i).append("/\n");
        RobotsRules rules = everybody(many.toString());

        assertThat(rules.size()).isEqualTo(25_000);
        assertThat(rules.objectionTo(url("/24999/x"))).isEqualTo("forbids it: Disallow: /24999/");
        assertThat(rules.objectionTo(url("/x"))).isNull();
    }

    @Test
    void stars_without_end_take_steps_by_the_length_and_not_more() {
        Steps steps = new Steps(5_000);

        assertThat(PathRule.of("/" + "*a".repeat(500) + "b", false).matches("/" + "a".repeat(1_000), steps))
                .isFalse();

        assertThat(steps.areUsedUp()).isFalse();
    }

    @Test
    void rules_that_would_take_too_long_forbid_what_they_take_too_long_for() {
        String path = "/" + "a".repeat(8_000);
        RobotsRules rules = everybody("Disallow: /*" + "a".repeat(4_000) + "b");

        assertThat(rules.objectionTo(url(path))).isEqualTo("has rules that would take too long to match");
        assertThat(rules.objectionTo(url("/short"))).isNull();
    }

    @Test
    void what_is_matched_stops_when_the_steps_are_used_up() {
        Steps steps = new Steps(1_000);

        PathRule.of("/*" + "a".repeat(400) + "b", false).matches("/" + "a".repeat(8_000), steps);

        assertThat(steps.left()).isBetween(-500, -1);
    }

    @Test
    void the_weight_is_that_of_the_rules_that_are_kept() {
        assertThat(RobotsRules.NONE.weight()).isZero();
        assertThat(everybody("Disallow: /" + "x".repeat(1_000)).weight()).isBetween(1_000L, 1_200L);
    }

    // ---- against others

    @Test
    void any_bytes_are_a_robots_txt() {
        Random random = new Random(9309);
        String[] words = {
            "User-agent:",
            "*",
            "simul",
            "Disallow:",
            "Allow:",
            "Crawl-delay:",
            "/",
            "/a",
            "%",
            "%4",
            "%41",
            "$",
            "*",
            "\n",
            "\r",
            ":",
            "#",
            "<",
            ">",
            "<html>",
            "Sitemap:",
            "http:",
            "\0",
            "é",
            "\uFEFF",
            "\u2028",
            " ",
            "\t",
            "1e5",
            "acap-x"
        };
        for (int i = 0; i < 3_000; i++) {
            StringBuilder file = new StringBuilder();
            for (int j = random.nextInt(60); j > 0; j--) file.append(words[random.nextInt(words.length)]);
            byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
            for (int j = random.nextInt(4); j > 0 && bytes.length > 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            RobotsRules rules = rules(bytes);
            assertThat(allows(rules, "/robots.txt")).isTrue();
            assertThat(rules.crawlDelay()).isBetween(Duration.ZERO, RobotsRules.MAX_CRAWL_DELAY);
        }
    }

    /** Where there are neither stars nor dollars, the library's own answers are right. */
    @Test
    void plain_rules_mean_what_the_library_takes_them_for() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder file = new StringBuilder();
            for (int j = 1 + random.nextInt(8); j > 0; j--) {
                file.append(
                        random.nextInt(3) == 0 ? "User-agent: " + (random.nextBoolean() ? "*" : "simul") + "\n" : "");
                file.append(random.nextBoolean() ? "Allow: /" : "Disallow: /")
                        .append(drawn(random, "ab/%41é", 5))
                        .append('\n');
            }
            String path = "/" + drawn(random, "ab/Aé", 8);
            boolean expected = new SimpleRobotRulesParser()
                    .parseContent(
                            "http://a.test/", file.toString().getBytes(StandardCharsets.UTF_8), null, Set.of("simul"))
                    .isAllowed(url(path).href());

            assertThat(allows(rules(file.toString()), path))
                    .as("%s of %s", path, file)
                    .isEqualTo(expected);
        }
    }

    @Test
    void stars_and_dollars_mean_what_they_mean_as_an_expression() {
        Random random = new Random(2);
        for (int i = 0; i < 50_000; i++) {
            String pattern = "/" + drawn(random, "aab**", 8) + (random.nextInt(3) == 0 ? "$" : "");
            String path = "/" + drawn(random, "aab", 10);
            boolean anchored = pattern.endsWith("$");
            String expression = pattern.replace("$", "").replace("*", ".*") + (anchored ? "" : ".*");

            assertThat(PathRule.of(pattern, false).matches(path, new Steps(1_000)))
                    .as("%s on %s", pattern, path)
                    .isEqualTo(Pattern.matches(expression, path));
        }
    }

    private static String drawn(Random random, String letters, int most) {
        StringBuilder drawn = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--)
            drawn.append(letters.charAt(random.nextInt(letters.length())));
        return drawn.toString();
    }
}
