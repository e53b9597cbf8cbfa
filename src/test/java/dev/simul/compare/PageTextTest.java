package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What the page is made of, where it meets text of strangers. */
class PageTextTest {
    private static final String HOSTILE = "</script><!--<b>\"'&\u2028\u2029\0 \ud83d\ude00 \ud83d";

    private static final ModelFigures LOOP = Figures.of(Model.Kind.LOOP, 100)
            .withLoop(0.38, 49, null)
            .round(0.45, 0.31, 9, 70, 57)
            .round(0.43, 0.30, 9, 70, 57)
            .round(0.44, 0.30, 9, 70, 57)
            .done();

    private static RunTimelines timelines(List<String> names) {
        Timeline empty = new TimelineRecorder().timeline(440_000_000);
        return new RunTimelines(List.of(new RunTimelines.OfModel(3, empty)), 1, names);
    }

    private static String page(ComparisonResult result) throws Exception {
        ReportAbout about = new ReportAbout(Instant.EPOCH, "simul", "<i>" + HOSTILE, List.of("--x", "<i>" + HOSTILE));
        return HtmlReport.of(result, timelines(List.of(HOSTILE)), about);
    }

    @Test
    void text_in_a_script_is_ascii_without_markup_and_comes_back_as_it_was() {
        String quoted = ScriptText.quoted(HOSTILE);

        assertThat(quoted).matches("[ -~]*").doesNotContain("<", ">", "&", "'");
        assertThat(new ObjectMapper().readTree(quoted).asString()).isEqualTo(HOSTILE);
    }

    @Test
    void text_in_markup_is_nothing_but_text() {
        Html html = new Html().text("p", "<b>&\"'", "title", "\"><script>");

        assertThat(html.toString()).isEqualTo("<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&quot;&#39;</p>\n");
    }

    @Test
    void names_are_short_show_no_password_and_do_not_turn_the_text_around() {
        assertThat(ShownName.of("https://user:pass@a.test/x:y@z")).isEqualTo("https://user:…@a.test/x:y@z");
        assertThat(ShownName.of("https://a.test:80/x:y@z")).isEqualTo("https://a.test:80/x:y@z");
        assertThat(ShownName.of("a\u202eb\nc")).isEqualTo("a\ufffdb\ufffdc");
        assertThat(ShownName.of("x".repeat(70_000))).hasSize(301).endsWith("…");
    }

    @Test
    void of_names_only_what_differs_is_there() {
        List<String> names = List.of("http://a.test/1", "http://a.test/22", "http://b.test/", "", "\ud83d\ude00");

        JsonNode data = new ObjectMapper().readTree(PageData.of(List.of(LOOP), timelines(names)));

        byte[] shared = Base64.getDecoder().decode(data.get("shared").asString());
        List<String> read = new ArrayList<>();
        String before = "";
        for (int i = 0; i < shared.length; i++) {
            before = before.substring(0, shared[i]) + data.get("names").get(i).asString();
            read.add(before);
        }
        assertThat(read).isEqualTo(names);
        assertThat(data.get("names").get(1).asString()).isEqualTo("22");
        assertThat(data.get("models").get(0).get("wall").asLong()).isEqualTo(440_000);
    }

    @Test
    void page_holds_two_scripts_whatever_its_texts_are_and_a_policy_that_allows_one() throws Exception {
        String page = page(new ComparisonResult(57, 3, List.of(LOOP), 0, List.of()));

        assertThat(page.split("<script", -1)).hasSize(3);
        assertThat(page.split("</script", -1)).hasSize(3);
        assertThat(page).doesNotContain("<i>", "${", "http://www", " style=\"").contains("default-src 'none'");
        assertThat(page).contains("<td>0.440 s</td>", "<td>0.430 – 0.450</td>", "records: equal (57 URLs × 1 model");
    }

    @Test
    void void_comparison_says_so_and_recommends_nothing() throws Exception {
        Difference difference = new Difference(
                "http://a.test/<",
                null,
                "loop, round 1",
                "loop, round 2",
                List.of(new Difference.Field("title", "<b>", null)));

        String page = page(new ComparisonResult(57, 3, List.of(LOOP), 1, List.of(difference)));

        assertThat(page).contains("VOID: the records of 1 of 57 URLs", "title: &#39;&lt;b&gt;&#39; in loop, round 1");
        assertThat(page).doesNotContain("with nothing to compare it with");
    }

    @Test
    void shown_is_the_run_that_is_nearest_to_the_median() {
        assertThat(KeptTimelines.nearestToMedian(Spread.of(List.of(0.9, 0.2, 0.5))))
                .isEqualTo(2);
        assertThat(KeptTimelines.nearestToMedian(Spread.of(List.of(0.7)))).isZero();
    }

    @Test
    void bars_that_would_be_too_short_are_shown_again_enlarged() {
        ModelFigures slow = Figures.of(Model.Kind.SEQUENTIAL, 1)
                .round(17.4, 0.43, 11, 50, 1)
                .done();
        ModelFigures pool =
                Figures.of(Model.Kind.THREADS, 100).round(0.5, 1, 112, 107, 57).done();
        ComparisonResult both = new ComparisonResult(57, 3, List.of(slow, pool, LOOP), 0, List.of());

        String bars = BarChart.of(both).toString();

        assertThat(bars.lines().collect(Collectors.joining())).contains("<h3>The shortest ones, enlarged</h3>");
        assertThat(bars.split("loop</span>", -1)).hasSize(3);
        assertThat(bars.split("sequential</span>", -1)).hasSize(2);
    }
}
