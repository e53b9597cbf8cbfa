package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.fetch.FetchPolicy;
import dev.simul.result.ErrorKind;
import dev.simul.result.Timing;
import dev.simul.serve.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimelineTest {
    private static final Timing WHOLE =
            new Timing(millis(5), Timing.NONE, millis(1), millis(10), millis(300), millis(2));

    @TempDir
    Path directory;

    private final TimelineRecorder recorder = new TimelineRecorder();
    private final long begin = -17_000_000_000L; // clocks begin anywhere

    @BeforeEach
    void start() {
        recorder.start(begin);
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void visit(long line, long fromMillis, long untilMillis, VisitTrace trace) {
        recorder.add(line, begin + millis(fromMillis), begin + millis(untilMillis), trace);
    }

    private static VisitTrace answered(Timing timing) {
        return new VisitTrace(timing, false, 200, null, 1);
    }

    @Test
    void rows_are_in_the_order_of_their_starts_with_all_that_is_known() throws Exception {
        visit(1, 1000, 1320, answered(WHOLE));
        visit(0, 500, 600, new VisitTrace(null, false, 0, ErrorKind.DNS, 3));
        Path file = directory.resolve("timeline");
        recorder.timeline(millis(2000)).write(file);

        List<TimelineReader.Row> rows = TimelineReader.rows(Timeline.read(file));

        assertThat(rows).hasSize(2);
        TimelineReader.Row first = rows.get(0);
        assertThat(first.line()).isZero();
        assertThat(first.start()).isEqualTo(500_000);
        assertThat(first.elapsed()).isEqualTo(100_000);
        assertThat(first.status()).isZero();
        assertThat(Timeline.ERRORS.get(first.error() - 1)).isEqualTo(ErrorKind.DNS);
        assertThat(first.hops()).isEqualTo(3);
        assertThat(first.phases()).containsOnly(-1L);
        TimelineReader.Row second = rows.get(1);
        assertThat(second.line()).isEqualTo(1);
        assertThat(second.start()).isEqualTo(1_000_000);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.error()).isZero();
        assertThat(second.phases()).containsExactly(5_000L, -1L, 1_000L, 10_000L, 300_000L, 2_000L, -1L);
    }

    @Test
    void overlap_is_the_sum_of_the_waits_without_the_queue_by_the_wall_time() {
        visit(0, 0, 320, answered(WHOLE));
        visit(1, 0, 320, answered(WHOLE));
        visit(2, 10, 330, new VisitTrace(null, false, 0, ErrorKind.TIMEOUT, 1));

        TimelineTotals totals = recorder.timeline(millis(475)).totals();

        assertThat(totals.waitNanos()).isEqualTo(millis(315 + 315 + 320));
        assertThat(totals.overlap()).isEqualTo(2);
        assertThat(totals.otherNanos()).isEqualTo(millis(2 + 2 + 320));
    }

    @ParameterizedTest
    @EnumSource(
            value = Model.Kind.class,
            names = {"SEQUENTIAL", "THREADS", "VIRTUAL", "LOOP"})
    void what_is_done_one_after_the_other_is_so_in_the_timeline_of_every_model(Model.Kind kind) throws Exception {
        try (InProcess models = new InProcess(Scenario.PAGES, directory)) {
            List<String> urls = List.of("http://a.test/1", "https://a.test/2", "http://b.test/3");
            FetchPolicy once = new FetchPolicy(10, 0, 0);

            models.run(new Model(kind, 1), models.config(once, Duration.ofSeconds(30)), urls);

            List<TimelineReader.Row> rows = TimelineReader.rows(models.timeline.timeline(millis(60_000)));
            assertThat(rows).extracting(TimelineReader.Row::line).containsExactly(0L, 1L, 2L);
            long before = 0;
            for (TimelineReader.Row row : rows) {
                assertThat(row.start()).isGreaterThan(before - 2); // both ends are cut to whole microseconds
                assertThat(row.phases().get(Timeline.SERVER)).isNotNegative();
                assertThat(row.phases().get(Timeline.TLS) >= 0).isEqualTo(row.line() == 1);
                before = row.start() + row.elapsed();
            }
        }
    }

    @Test
    void jobs_compute_after_they_have_waited_for_their_turn() {
        visit(0, 0, 100, VisitTrace.computingAfter(millis(60)));

        Timeline timeline = recorder.timeline(millis(80));

        assertThat(TimelineReader.rows(timeline).getFirst().phases())
                .containsExactly(60_000L, -1L, -1L, -1L, -1L, -1L, 40_000L);
        assertThat(timeline.totals().overlap()).isEqualTo(0.5);
    }

    @Test
    void long_lists_are_thinned_by_the_number_of_the_line_and_summed_up_whole() {
        int visits = 3 * TimelineRecorder.MAX_ROWS;
        for (int i = 0; i < visits; i++) visit((i * 7919L) % visits, i, i + 1, answered(WHOLE));

        Timeline timeline = recorder.timeline(1);

        assertThat(timeline.stride()).isEqualTo(4);
        assertThat(timeline.rows()).isEqualTo(visits / 4);
        assertThat(TimelineReader.rows(timeline))
                .extracting(TimelineReader.Row::line)
                .hasSize(visits / 4)
                .doesNotHaveDuplicates()
                .allMatch(line -> line < visits / 4);
        assertThat(timeline.totals().visits()).isEqualTo(visits);
        assertThat(timeline.totals().elapsedNanos()).isEqualTo(millis(visits));
    }

    @Test
    void traces_pass_from_one_process_to_another() throws Exception {
        for (VisitTrace trace : List.of(
                answered(WHOLE),
                new VisitTrace(WHOLE, false, 0, ErrorKind.TOO_LARGE, 4),
                VisitTrace.computingAfter(17))) {
            LineResult result = new LineResult("0\thttp://a.test/\t\\N", trace);

            assertThat(LineResult.parse(result.toText())).isEqualTo(result);
        }
    }

    @Test
    void turns_that_follow_one_another_are_one_moment_which_knows_its_share() {
        BusyMoments moments = recorder.busyMoments();
        long origin = begin + millis(1);
        moments.turnEnded(origin, origin + 30_000);
        moments.turnEnded(origin + 40_000, origin + 100_000);
        moments.turnEnded(origin + millis(5), origin + millis(6));

        Timeline timeline = recorder.timeline(millis(10));

        List<List<Long>> shown = TimelineReader.moments(timeline);
        assertThat(shown).hasSize(2);
        assertThat(shown.getFirst()).containsExactly(1_000L, 100L, 90L);
        assertThat(shown.getLast()).containsExactly(4_900L, 1_000L, 1_000L);
        assertThat(timeline.totals().busyNanos()).isEqualTo(1_090_000);
        assertThat(timeline.totals().longestBusyNanos()).isEqualTo(millis(1));
    }

    @Test
    void however_many_turns_there_are_the_moments_are_bounded_and_nothing_is_lost() {
        BusyMoments moments = new BusyMoments();
        int turns = 5 * BusyMoments.MAX_MOMENTS;
        for (int i = 0; i < turns; i++) moments.turnEnded(i * 100_000L, i * 100_000L + 10_000);

        assertThat(moments.count()).isBetween(1, BusyMoments.MAX_MOMENTS);
        assertThat(moments.totalNanos()).isEqualTo(turns * 10_000L);
    }
}
