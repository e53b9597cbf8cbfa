package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.Answer;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Effort;
import dev.simul.result.FetchError;
import dev.simul.result.Page;
import dev.simul.result.Phase;
import dev.simul.result.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordComparisonTest {
    @TempDir
    Path directory;

    private int files;

    private static RecordComparison with(Path file, String run) throws IOException {
        return RecordComparison.with(file, run, ComparedRecord.FIELDS);
    }

    @Test
    void a_job_that_differs_is_named_and_has_no_line() throws Exception {
        Path known = Files.writeString(directory.resolve("known"), "0\tsum\t5\n1\tproduct\t6\n");
        Path computed = Files.writeString(directory.resolve("computed"), "1\tproduct\t7\n0\tsum\t5\n");
        RecordComparison comparison = RecordComparison.with(known, "the known answers", JobLines.FIELDS);

        comparison.compare(computed, "loop, round 1");

        assertThat(comparison.differences())
                .containsExactly(new Difference(
                        "product",
                        null,
                        "the known answers",
                        "loop, round 1",
                        List.of(new Difference.Field("result", "6", "7"))));
    }

    @Test
    void the_order_does_not_matter() throws Exception {
        RecordComparison comparison = with(file(page(0, "a"), page(1, "b"), page(2, "c")), "one");

        comparison.compare(file(page(2, "c"), page(0, "a"), page(1, "b")), "other");

        assertThat(comparison.records()).isEqualTo(3);
        assertThat(comparison.differing()).isZero();
        assertThat(comparison.differences()).isEmpty();
    }

    @Test
    void a_field_that_differs_is_named_with_both_values() throws Exception {
        RecordComparison comparison = with(file(page(0, "a"), page(1, "b")), "one");

        comparison.compare(file(page(0, "a"), page(1, null)), "other");

        assertThat(comparison.differing()).isEqualTo(1);
        assertThat(comparison.differences())
                .containsExactly(new Difference(
                        "http://a.test/1", "2", "one", "other", List.of(new Difference.Field("title", "b", null))));
    }

    @Test
    void a_missing_record_is_a_difference() throws Exception {
        RecordComparison comparison = with(file(page(0, "a"), page(1, "b")), "one");

        comparison.compare(file(page(0, "a")), "other");

        assertThat(comparison.differences())
                .containsExactly(new Difference(
                        "http://a.test/1",
                        "2",
                        "one",
                        "other",
                        List.of(new Difference.Field("record", "one", "none"))));
    }

    @Test
    void a_record_that_the_first_run_lacks_is_a_difference() throws Exception {
        RecordComparison comparison = with(file(page(0, "a")), "one");

        comparison.compare(file(page(5000, "z"), page(0, "a")), "other");

        assertThat(comparison.differences())
                .extracting(Difference::fields)
                .containsExactly(List.of(new Difference.Field("record", "none", "one")));
    }

    @Test
    void two_records_of_one_line_are_a_difference() throws Exception {
        RecordComparison comparison = with(file(page(0, "a")), "one");

        comparison.compare(file(page(0, "a"), page(0, "a")), "other");

        assertThat(comparison.differences())
                .extracting(Difference::fields)
                .containsExactly(List.of(new Difference.Field("record", "one", "more than one")));
    }

    @Test
    void a_url_that_differs_in_two_runs_counts_once() throws Exception {
        RecordComparison comparison = with(file(page(0, "a")), "one");

        comparison.compare(file(page(0, "b")), "second");
        comparison.compare(file(page(0, "c")), "third");

        assertThat(comparison.differing()).isEqualTo(1);
        assertThat(comparison.differences()).extracting(Difference::otherRun).containsExactly("second");
    }

    @Test
    void all_differences_are_counted_and_the_first_twenty_shown() throws Exception {
        List<CrawlRecord> one = new ArrayList<>();
        List<CrawlRecord> other = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            one.add(page(i, "a"));
            other.add(page(i, i % 3 == 0 ? "b" : "a"));
        }
        RecordComparison comparison = with(file(one.toArray(CrawlRecord[]::new)), "one");

        comparison.compare(file(other.toArray(CrawlRecord[]::new)), "other");

        assertThat(comparison.differing()).isEqualTo(1000);
        assertThat(comparison.differences()).hasSize(20);
        assertThat(comparison.differences().get(1).url()).isEqualTo("http://a.test/3");
    }

    @Test
    void timings_attempts_and_words_of_an_error_may_differ() {
        CrawlRecord one = failed(new FetchError.Closed(Phase.BODY, 7, "reset"), 1);
        CrawlRecord other = failed(new FetchError.Closed(Phase.SERVER, 0, "cut off"), 3);

        assertThat(ComparedRecord.lineOf(one)).isEqualTo(ComparedRecord.lineOf(other));
    }

    @Test
    void the_kind_of_an_error_may_not() {
        CrawlRecord one = failed(new FetchError.Closed(Phase.BODY, 7, "reset"), 1);
        CrawlRecord other = failed(new FetchError.Protocol("reset"), 1);

        assertThat(ComparedRecord.lineOf(one)).isNotEqualTo(ComparedRecord.lineOf(other));
    }

    @Test
    void a_line_carries_whatever_a_title_holds() {
        String title = "tab\t newline\n return\r backslash\\ \\N \\t é \u2028";

        ComparedRecord parsed = ComparedRecord.parse(ComparedRecord.lineOf(page(3, title)));

        assertThat(parsed).isEqualTo(ComparedRecord.of(page(3, title)));
        assertThat(parsed.values().get(ComparedRecord.FIELDS.indexOf("title"))).isEqualTo(title);
        assertThat(ComparedRecord.lineOf(page(3, title))).doesNotContain("\n", "\r");
    }

    private Path file(CrawlRecord... records) throws IOException {
        Path file = directory.resolve("records-" + ++files);
        List<String> lines = new ArrayList<>();
        for (CrawlRecord record : records) lines.add(ComparedRecord.lineOf(record));
        return Files.write(file, lines);
    }

    private static CrawlRecord page(long sequence, @Nullable String title) {
        String url = "http://a.test/" + sequence;
        return new CrawlRecord(
                new Target(sequence, url, sequence + 1),
                new Answer(url, 200, "http/1.1", null, List.of("http://a.test/from", "http://a.test/over")),
                new Page(title, "text/html", "UTF-8", 100, 90),
                new Effort(1, Instant.EPOCH, Duration.ofMillis(5), null),
                null);
    }

    private static CrawlRecord failed(FetchError error, int attempts) {
        return new CrawlRecord(
                new Target(0, "http://a.test/", 1),
                Answer.NONE,
                Page.NONE,
                new Effort(attempts, Instant.EPOCH, Duration.ofMillis(attempts), null),
                error);
    }
}
