package dev.simul.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.CrawlRecord;
import dev.simul.result.Extract;
import dev.simul.result.Page;
import dev.simul.result.Saved;
import dev.simul.result.Selected;
import dev.simul.result.Trail;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How what was asked for besides the title is written. */
class ExtractFormsTest {
    private static final Extract SHAPE = new Extract(
            List.of(new Selected("price", false, List.of()), new Selected("tags", true, List.of())), List.of());

    private static final Extract FULL = new Extract(
            List.of(
                    new Selected("price", false, List.of("\u20ac 5, \"new\"")),
                    new Selected("tags", true, List.of("a", "b\u001B"))),
            List.of("https://example.com/x"));

    private static CrawlRecord record(Extract extract) {
        return Records.page(Records.URL, new Page("A", "text/html", "UTF-8", 100, 100, 0, extract));
    }

    @Test
    void json_has_keys_for_it_behind_all_others() {
        assertThat(Records.written(new JsonLines(), record(FULL)))
                .endsWith(
                        "\"error\":null,\"selected\":{\"price\":\"\u20ac 5, \\\"new\\\"\",\"tags\":[\"a\",\"b\\u001b\"]},"
                                + "\"links\":[\"https://example.com/x\"]}\n");
        assertThat(Records.written(new JsonLines(), record(SHAPE)))
                .endsWith("\"error\":null,\"selected\":{\"price\":null,\"tags\":[]},\"links\":[]}\n");
    }

    @Test
    void json_has_none_for_what_nobody_asked_for() {
        assertThat(Records.written(new JsonLines(), record(Extract.NONE))).endsWith("\"error\":null}\n");
    }

    @Test
    void csv_has_a_column_for_each_and_lists_as_json() {
        String[] lines =
                Records.written(new Csv(SHAPE), record(FULL), record(SHAPE)).split("\r\n", -1);

        assertThat(lines[0]).endsWith(",error_kind,error_message,selected.price,selected.tags,links");
        assertThat(lines[1])
                .endsWith(
                        ",,,\"\u20ac 5, \"\"new\"\"\",\"[\"\"a\"\",\"\"b\\u001b\"\"]\",\"[\"\"https://example.com/x\"\"]\"");
        assertThat(lines[2]).endsWith(",,,,[],[]");
    }

    @Test
    void text_shows_the_first_of_each_and_how_many_there_are() {
        assertThat(Records.written(new TextLines(false), record(FULL)))
                .endsWith("https://example.com/  \"A\"  price=\u20ac 5, \"new\"  tags=a (and 1 more)  1 link\n");
        assertThat(Records.written(new TextLines(false), record(SHAPE)))
                .endsWith("https://example.com/  \"A\"  0 links\n");
    }

    @Test
    void long_extracts_weigh_more_in_the_queue() {
        Extract large =
                new Extract(List.of(new Selected("x", true, List.of("y".repeat(40_960)))), List.of("z".repeat(40_960)));

        assertThat(Weight.of(record(large))).isEqualTo(21);
        assertThat(Weight.of(record(FULL))).isEqualTo(1);
    }

    @Test
    void where_the_body_is_comes_last() {
        Extract saved = Extract.NONE.withTrail(Trail.LINE).withSaved(new Saved("http/a.test/x_y~0.html"));
        Extract nowhere = saved.withSaved(Saved.NOTHING);

        assertThat(Records.written(new JsonLines(), record(saved)))
                .endsWith(",\"from\":null,\"saved\":\"http/a.test/x_y~0.html\"}\n");
        assertThat(Records.written(new JsonLines(), record(nowhere))).endsWith(",\"from\":null,\"saved\":null}\n");
        String[] rows =
                Records.written(new Csv(saved), record(saved), record(nowhere)).split("\r\n", -1);
        assertThat(rows[0]).endsWith(",depth,from,saved");
        assertThat(rows[1]).endsWith(",0,,http/a.test/x_y~0.html");
        assertThat(rows[2]).endsWith(",0,,");
        assertThat(Records.written(new TextLines(false), record(saved))).endsWith("  in http/a.test/x_y~0.html\n");
        assertThat(Records.written(new TextLines(false), record(nowhere))).doesNotContain("  in ");
    }

    @Test
    void how_links_led_there_comes_behind_all_else() {
        Extract line = FULL.withTrail(Trail.LINE);
        Extract found = Extract.NONE.withTrail(new Trail(3, "http://a.test/,\"x"));

        assertThat(Records.written(new JsonLines(), record(line)))
                .endsWith(",\"links\":[\"https://example.com/x\"],\"depth\":0,\"from\":null}\n");
        assertThat(Records.written(new JsonLines(), record(found)))
                .endsWith("\"error\":null,\"depth\":3,\"from\":\"http://a.test/,\\\"x\"}\n");
        String[] rows = Records.written(new Csv(found), record(Extract.NONE.withTrail(Trail.LINE)), record(found))
                .split("\r\n", -1);
        assertThat(rows[0]).endsWith(",error_message,depth,from");
        assertThat(rows[1]).endsWith(",,,0,");
        assertThat(rows[2]).endsWith(",,,3,\"http://a.test/,\"\"x\"");
    }
}
