package dev.simul.robots;

import static dev.simul.robots.Robots.allows;
import static dev.simul.robots.Robots.everybody;
import static dev.simul.robots.Robots.rules;
import static dev.simul.robots.Robots.url;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9309, section by section. */
class RobotsRulesTest {
    // ---- 2.2.1 groups

    @Test
    void our_own_group_counts_and_the_one_for_everybody_does_not_then() {
        RobotsRules rules = rules("User-agent: *", "Disallow: /", "", "User-agent: simul", "Disallow: /mine");

        assertThat(allows(rules, "/theirs")).isTrue();
        assertThat(allows(rules, "/mine")).isFalse();
    }

    @Test
    void so_it_is_also_where_our_group_comes_first() {
        RobotsRules rules = rules("User-agent: simul", "Disallow: /mine", "", "User-agent: *", "Disallow: /");

        assertThat(allows(rules, "/theirs")).isTrue();
        assertThat(allows(rules, "/mine")).isFalse();
    }

    @Test
    void several_groups_of_ours_are_one() {
        RobotsRules rules = rules(
                "User-agent: simul",
                "Disallow: /a",
                "User-agent: other",
                "Disallow: /b",
                "User-agent: SIMUL",
                "Disallow: /c");

        assertThat(allows(rules, "/a")).isFalse();
        assertThat(allows(rules, "/b")).isTrue();
        assertThat(allows(rules, "/c")).isFalse();
    }

    @Test
    void several_groups_for_everybody_are_one() {
        RobotsRules rules = rules("User-agent: *", "Disallow: /a", "User-agent: *", "Disallow: /b");

        assertThat(allows(rules, "/a")).isFalse();
        assertThat(allows(rules, "/b")).isFalse();
    }

    @Test
    void a_group_may_be_for_several_robots() {
        RobotsRules rules = rules("User-agent: first", "User-agent: Simul", "User-agent: last", "Disallow: /a");

        assertThat(allows(rules, "/a")).isFalse();
    }

    @Test
    void a_longer_name_is_another_robot() {
        assertThat(allows(rules("User-agent: simulation", "Disallow: /"), "/a")).isTrue();
        assertThat(allows(rules("User-agent: sim", "Disallow: /"), "/a")).isTrue();
    }

    @Test
    void a_name_with_a_version_is_still_ours() {
        assertThat(allows(rules("User-agent: simul/1.0", "Disallow: /"), "/a")).isFalse();
    }

    @Test
    void rules_before_any_group_and_files_without_a_group_forbid_nothing() {
        assertThat(allows(rules("Disallow: /a", "User-agent: *", "Disallow: /b"), "/a"))
                .isTrue();
        assertThat(allows(rules("Disallow: /"), "/a")).isTrue();
        assertThat(allows(rules("User-agent: other", "Disallow: /"), "/a")).isTrue();
    }

    // ---- 2.2.2 allow and disallow

    @ParameterizedTest
    @CsvSource({
        "/example/page/disallowed.gif, false",
        "/example/page/, true",
        "/example/, true",
        "/elsewhere, true",
        "/disallowed.gif, true"
    })
    void the_most_specific_rule_counts(String path, boolean allowed) { // section 5.2
        RobotsRules rules = everybody("Allow: /example/page/", "Disallow: /example/page/disallowed.gif");

        assertThat(allows(rules, path)).isEqualTo(allowed);
    }

    @Test
    void of_equally_specific_ones_the_one_that_allows_counts() {
        assertThat(allows(everybody("Disallow: /page", "Allow: /page"), "/page"))
                .isTrue();
        assertThat(allows(everybody("Disallow: /p*ge", "Allow: /page"), "/page"))
                .isTrue();
    }

    @Test
    void what_no_rule_is_about_is_allowed_and_so_is_robots_txt() {
        RobotsRules nothing = everybody("Disallow: /");

        assertThat(allows(everybody("Disallow: /a"), "/b")).isTrue();
        assertThat(allows(nothing, "/b")).isFalse();
        assertThat(allows(nothing, "/robots.txt")).isTrue();
    }

    @Test
    void an_empty_disallow_forbids_nothing_and_an_empty_allow_allows_nothing_more() {
        assertThat(allows(everybody("Disallow:"), "/a")).isTrue();
        assertThat(allows(everybody("Allow:", "Disallow: /a"), "/a")).isFalse();
    }

    @Test
    void paths_are_compared_by_case_and_words_are_not() {
        RobotsRules rules = rules("uSER-aGENT:*", "dISALLOW:/Path");

        assertThat(allows(rules, "/Path")).isFalse();
        assertThat(allows(rules, "/path")).isTrue();
    }

    @Test
    void the_query_is_a_part_of_what_is_compared() {
        RobotsRules rules = everybody("Disallow: /list?sort=");

        assertThat(allows(rules, "/list?sort=name")).isFalse();
        assertThat(allows(rules, "/list?page=2")).isTrue();
    }

    @Test
    void index_html_is_a_page_and_not_its_folder() {
        RobotsRules rules = everybody("Disallow: /a/index.html");

        assertThat(allows(rules, "/a/index.html")).isFalse();
        assertThat(allows(rules, "/a/")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/foo/bar?baz=quz, /foo/bar?baz=quz",
        "/foo/bar?baz=http://foo.bar, /foo/bar?baz=http://foo.bar",
        "/foo/bar/ツ, /foo/bar/%E3%83%84",
        "/foo/bar/%E3%83%84, /foo/bar/ツ",
        "/foo/bar/%e3%83%84, /foo/bar/%E3%83%84",
        "/foo/bar/%62%61%7A, /foo/bar/baz",
        "/foo/bar/baz, /foo/bar/%62%61%7A",
        "/~joe, /%7Ejoe",
        "/a b, /a%20b",
        "/a|b, /a%7Cb"
    })
    void rules_and_paths_are_compared_after_percent_encoding(String rule, String path) {
        assertThat(allows(everybody("Disallow: " + rule), path)).isFalse();
    }

    @Test
    void an_encoded_slash_is_no_slash() {
        assertThat(allows(everybody("Disallow: /a%2Fb"), "/a/b")).isTrue();
        assertThat(allows(everybody("Disallow: /a/b"), "/a%2Fb")).isTrue();
        assertThat(allows(everybody("Disallow: /a%2fb"), "/a%2Fb")).isFalse();
    }

    // ---- 2.2.3 special characters

    @ParameterizedTest
    @CsvSource({
        "/*, /anything, true",
        "/a*, /a, true",
        "/a*, /b, false",
        "/*.gif$, /a/b.gif, true",
        "/*.gif$, /a/b.gif?x, false",
        "/*.gif$, /a.gif.gif, true",
        "/*.gif, /a.gif?x, true",
        "*.gif, /a.gif, true",
        "/a$, /a, true",
        "/a$, /a/, false",
        "/$, /, true",
        "/$, /a, false",
        "/a*$, /abc, true",
        "/*/b/*/d, /a/b/c/d/e, true",
        "/*/b/*/d, /a/b/d, false",
        "/a**b, /axb, true",
        "/*ab*ab$, /xabab, true",
        "/*ab*ab$, /xab, false",
        "/*aab, /aaab, true",
        "/a*b*c$, /abcbc, true",
        "/publication*, /publication/x, true"
    })
    void a_star_is_any_characters_and_a_dollar_at_the_end_is_the_end(String rule, String path, boolean matches) {
        assertThat(allows(everybody("Disallow: " + rule), path)).isEqualTo(!matches);
    }

    @Test
    void encoded_they_are_characters_like_others() {
        assertThat(allows(everybody("Disallow: /file-with-a-%2A.html"), "/file-with-a-*.html"))
                .isFalse();
        assertThat(allows(everybody("Disallow: /file-with-a-%2A.html"), "/file-with-a-b.html"))
                .isTrue();
        assertThat(allows(everybody("Disallow: /foo-%24"), "/foo-$")).isFalse();
        assertThat(allows(everybody("Disallow: /foo-%24"), "/foo-")).isTrue();
    }

    @Test
    void a_dollar_elsewhere_is_a_character_like_others() {
        assertThat(allows(everybody("Disallow: /a$b"), "/a$bc")).isFalse();
        assertThat(allows(everybody("Disallow: /a$b"), "/a")).isTrue();
        assertThat(allows(everybody("Disallow: /a$*"), "/a$")).isFalse();
    }

    @Test
    void what_follows_a_hash_is_a_comment() {
        RobotsRules rules = rules("User-agent: * # all", "# Disallow: /a", "Disallow: /b # not /c", "Disallow: /d#e");

        assertThat(allows(rules, "/a")).isTrue();
        assertThat(allows(rules, "/b")).isFalse();
        assertThat(allows(rules, "/df")).isFalse();
    }

    // ---- 2.2.4 other records, 5.1

    @Test
    void other_records_do_not_part_groups() {
        RobotsRules rules = rules(
                "User-agent: simul",
                "Sitemap: https://a.test/map.xml",
                "User-agent: other",
                "Unknown: x",
                "Disallow: /a");

        assertThat(allows(rules, "/a")).isFalse();
    }

    @Test
    void the_example_of_section_5_1() {
        String[] file = {
            "User-Agent: *",
            "Disallow: *.gif$",
            "Disallow: /example/",
            "Allow: /publications/",
            "",
            "User-Agent: foobot",
            "Disallow:/",
            "Allow:/example/page.html",
            "Allow:/example/allowed.gif",
            "",
            "User-Agent: barbot",
            "User-Agent: bazbot",
            "Disallow: /example/page.html",
            "",
            "User-Agent: quxbot"
        };
        assertThat(allows(as("foobot", file), "/example/page.html")).isTrue();
        assertThat(allows(as("foobot", file), "/example/allowed.gif")).isTrue();
        assertThat(allows(as("foobot", file), "/publications/")).isFalse();
        assertThat(allows(as("barbot", file), "/example/page.html")).isFalse();
        assertThat(allows(as("bazbot", file), "/example/page.html")).isFalse();
        assertThat(allows(as("bazbot", file), "/a.gif")).isTrue();
        assertThat(allows(as("quxbot", file), "/example/")).isTrue();
        assertThat(allows(as("simul", file), "/publications/a.gif")).isTrue(); // 15 octets against 6
        assertThat(allows(as("simul", file), "/a.gif")).isFalse();
        assertThat(allows(as("simul", file), "/example/a")).isFalse();
    }

    private static RobotsRules as(String robot, String... lines) {
        byte[] file = String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
        RobotsText text = new RobotsText();
        text.append(file, 0, file.length);
        return text.rulesFor(new ProductToken(robot));
    }

    // ---- what is said to the user

    @Test
    void the_rule_that_forbids_is_named() {
        assertThat(everybody("Disallow: /a*b").objectionTo(url("/a/b"))).isEqualTo("forbids it: Disallow: /a*b");
        assertThat(everybody("Disallow: /" + "x".repeat(200)).objectionTo(url("/" + "x".repeat(300))))
                .isEqualTo("forbids it: Disallow: /" + "x".repeat(99) + "…");
    }

    // ---- Crawl-delay, which is in no RFC

    @ParameterizedTest
    @CsvSource({
        "2, 2000",
        "0.5, 500",
        "60, 60000",
        "61, 60000",
        "86400, 60000",
        "1e9, 0",
        "0, 0",
        "-1, 0",
        "NaN, 0",
        "Infinity, 0",
        "1e400, 0",
        "soon, 0"
    })
    void a_crawl_delay_is_in_seconds_and_a_minute_at_most(String given, long millis) {
        RobotsRules rules = everybody("Crawl-delay: " + given, "Disallow: /a");

        assertThat(rules.crawlDelay()).isEqualTo(Duration.ofMillis(millis));
        assertThat(allows(rules, "/a")).isFalse();
        assertThat(allows(rules, "/b")).isTrue();
    }

    @Test
    void a_crawl_delay_belongs_to_its_group() {
        RobotsRules rules = rules("User-agent: other", "Crawl-delay: 5", "User-agent: simul", "Crawl-delay: 1");

        assertThat(rules.crawlDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(rules("User-agent: other", "Crawl-delay: 5").crawlDelay()).isZero();
    }
}
