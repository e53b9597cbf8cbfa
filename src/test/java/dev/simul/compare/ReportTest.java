package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.work.Work;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class ReportTest {
    private static final ModelFigures SEQUENTIAL = Figures.of(Model.Kind.SEQUENTIAL, 1)
            .round(17.4021, 0.43, 11, 50, 1)
            .round(17.398, 0.41, 11, 50, 1)
            .round(17.42, 0.45, 12, 51, 1)
            .done();
    private static final ModelFigures POOL = Figures.of(Model.Kind.THREADS, 100)
            .round(0.52, 1.19, 112, 107, 57)
            .round(0.43, 1.20, 112, 107, 57)
            .round(0.53, 1.25, 111, 107, 57)
            .done();
    private static final ModelFigures PROCESSES = Figures.of(Model.Kind.PROCESSES, 2)
            .withWorkersStarted(Duration.ofMillis(610))
            .round(123.456, 1.5, 30, 180, 2)
            .done();
    private static final ModelFigures LOOP = Figures.of(Model.Kind.LOOP, 100)
            .withLoop(0.38, 49, null)
            .round(0.45, 0.31, 9, 70, 57)
            .round(0.43, 0.30, 9, 70, 57)
            .round(0.44, 0.30, 9, 70, 57)
            .done();

    private static ComparisonResult result(ModelFigures... models) {
        return new ComparisonResult(57, 3, List.of(models), 0, List.of());
    }

    @Test
    void tables_are_aligned_and_fit_a_hundred_columns() {
        String text = TextReport.of(result(SEQUENTIAL, POOL, PROCESSES, LOOP));

        assertThat(text).isEqualTo("""
                model          median    95 % interval  req/s  speed-up  95 % interval  against the best
                sequential   17.402 s  17.398 – 17.420    3.3      1.0×              —             39.6×
                threads 100   0.520 s    0.430 – 0.530    110     33.5×    32.8 – 40.5     no difference
                processes 2   123.5 s                —    0.5      0.1×              —            280.6×
                loop          0.440 s    0.430 – 0.450    130     39.6×    38.7 – 40.5              best

                model           CPU      RSS  threads  switches  forced  in flight     p50     p99
                sequential   0.43 s   51 MiB       12     1,011      11          1  305 ms  412 ms
                threads 100  1.20 s  107 MiB      112     1,112     112         57  305 ms  412 ms
                processes 2  1.50 s  180 MiB       30     1,030      30          2  305 ms  412 ms
                loop         0.30 s   70 MiB        9     1,009       9         57  305 ms  412 ms

                lag: loop kept others waiting for 21 µs (p50), 24 ms (p99), 49 ms at most, busy 38 % of the time
                workers: processes 2 took 610 ms to start its JVMs, which is in no figure above
                records: equal (57 URLs × 4 models × 3 rounds)

                There is no difference between loop and threads 100 (440 ms, 39.6× as fast as one after the other), \
                but loop took the least CPU time, 300 ms. The work is waiting, so what counts is how many wait at once: \
                the 57 visits took 17.39 s in all and 300 ms of CPU, at most 57 at once, with 1.2 MiB of memory for \
                each in loop and 1.9 MiB in threads 100.
                """);
        assertThat(text.lines().limit(11)).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void work_is_reported_with_its_culprit_and_with_what_threads_change() {
        LoopFigures.Culprit culprit =
                new LoopFigures.Culprit("the squares below 5,000,014", Duration.ofNanos(4_400_000));
        ModelFigures virtual = Figures.of(Model.Kind.VIRTUAL, 100)
                .round(0.057, 0.11, 10, 52, 2)
                .round(0.058, 0.11, 10, 52, 2)
                .done();
        ModelFigures loop = Figures.of(Model.Kind.LOOP, 100)
                .withLoop(0.99, 112, culprit)
                .round(0.112, 0.11, 7, 68, 20)
                .round(0.111, 0.11, 7, 68, 20)
                .done();
        ModelFigures besides = Figures.of(Model.Kind.LOOP_AND_THREADS, 100)
                .withLoop(0.01, 2, null)
                .round(0.064, 0.11, 9, 68, 20)
                .round(0.065, 0.11, 9, 68, 20)
                .done();

        String text =
                TextReport.of(new ComparisonResult(20, 2, List.of(virtual, loop, besides), 0, List.of(), Work.SUM));

        assertThat(text).isEqualTo("""
                model          median  95 % interval  jobs/s  speed-up  95 % interval  against the best
                virtual       0.058 s  0.057 – 0.058     991         —              —              best
                loop          0.112 s  0.111 – 0.112     511         —              —              1.9×
                loop+threads  0.065 s  0.064 – 0.065     884         —              —              1.1×

                model            CPU     RSS  threads  switches  forced  in flight     p50     p99
                virtual       0.11 s  52 MiB       10     1,010      10          2  305 ms  412 ms
                loop          0.11 s  68 MiB        7     1,007       7         20  305 ms  412 ms
                loop+threads  0.11 s  68 MiB        9     1,009       9         20  305 ms  412 ms

                lag: loop kept others waiting for 21 µs (p50), 56 ms (p99), 112 ms at most, busy 99 % of the time; \
                held longest by 'the squares below 5,000,014', for 4.4 ms
                lag: loop+threads kept others waiting for 21 µs (p50), 1.0 ms (p99), 2.0 ms at most, busy 1 % of the time
                records: equal and right (20 jobs × 3 models × 2 rounds)

                virtual won: 58 ms. The work is computing, so what counts is cores, of which about 2 were busy; on the \
                loop it held up everybody for 112 ms, handed to threads by runInThread for 2.0 ms.
                """);
    }

    @Test
    void where_the_server_was_the_limit_it_is_said() {
        ModelFigures busy = Figures.of(Model.Kind.LOOP, 100)
                .round(0.45, 0.31, 9, 70, 57)
                .withServerBusy(0.83)
                .done();

        assertThat(TextReport.of(result(busy)))
                .contains("server: busy 83 % of the time of loop, so there the server was the limit, not the client\n");
        assertThat(TextReport.of(result(SEQUENTIAL, busy)))
                .endsWith(
                        "But the server was busy 83 % of that time: this measures the server more than the models.\n");
    }

    @Test
    void equals_are_told_apart_by_the_cpu_time_if_that_tells() {
        ModelFigures virtual = Figures.of(Model.Kind.VIRTUAL, 100)
                .round(0.44, 0.60, 15, 90, 57)
                .round(0.45, 0.65, 15, 90, 57)
                .done();
        ModelFigures same = Figures.of(Model.Kind.VIRTUAL, 100)
                .round(0.44, 0.30, 15, 90, 57)
                .round(0.45, 0.31, 15, 90, 57)
                .done();

        assertThat(RuleOfThumb.of(result(SEQUENTIAL, LOOP, virtual)))
                .startsWith("There is no difference between loop and virtual (440 ms, 39.6× as fast as one after the"
                        + " other), but loop took the least CPU time, 300 ms. The work is waiting,");
        assertThat(RuleOfThumb.of(result(LOOP, same)))
                .startsWith("There is no difference between loop and virtual (440 ms), nor is there one in CPU time:"
                        + " take what is easiest to write. ");
    }

    @Test
    void work_that_computes_as_much_as_it_waits_is_not_called_waiting() {
        ModelFigures hot = Figures.of(Model.Kind.LOOP, 100)
                .round(2, 2, 9, 70, 57)
                .round(2, 2, 9, 70, 57)
                .done();

        assertThat(RuleOfThumb.of(result(SEQUENTIAL, hot)))
                .isEqualTo("loop won: 2.00 s, 8.7× as fast as one after the other. The work is computing as much as"
                        + " waiting, so what counts is how little is done for each: the 57 visits took 17.39 s in all"
                        + " and 2.00 s of CPU, at most 57 at once, with 1.2 MiB of memory for each in loop.");
    }

    @Test
    void a_single_round_is_no_victory() {
        ModelFigures loop =
                Figures.of(Model.Kind.LOOP, 100).round(0.45, 0.31, 9, 70, 57).done();
        String text = TextReport.of(new ComparisonResult(57, 1, List.of(PROCESSES, loop), 0, List.of()));

        assertThat(text)
                .contains("rounds: one, so there are no intervals and nobody knows what chance did\n")
                .contains("loop was fastest in the only round: 450 ms. ");
    }

    @Test
    void without_the_sequential_model_there_is_no_speed_up_and_without_others_no_winner() {
        String text = TextReport.of(new ComparisonResult(1, 1, List.of(LOOP), 0, List.of()));

        assertThat(text)
                .contains("130         —              —              best\n")
                .contains("records: equal (1 URL × 1 model × 1 round)\n")
                .contains("\nloop took 440 ms, with nothing to compare it with. ");
    }

    @Test
    void a_void_comparison_says_what_differs_where_and_commands_no_terminal() {
        Difference difference = new Difference(
                "http://a.test/",
                "12",
                "sequential, round 1",
                "loop, round 2",
                List.of(
                        new Difference.Field("status", "200", "503"),
                        new Difference.Field("title", "\033[2J" + "x".repeat(70), null)));
        ComparisonResult result = new ComparisonResult(1000, 3, List.of(LOOP), 3, List.of(difference));

        assertThat(TextReport.verdict(result)).isEqualTo("""
                VOID: the records of 3 of 1,000 URLs are not the same in all runs, so the figures compare nothing
                  line 12: http://a.test/
                    status: '200' in sequential, round 1; '503' in loop, round 2
                    title: '\\u001b[2J%s…' in sequential, round 1; nothing in loop, round 2
                  and 2 more
                """.formatted("x".repeat(56)));
        assertThat(TextReport.of(result)).as("no rule of thumb").endsWith("  and 2 more\n");
    }

    @Test
    void json_has_an_object_a_model_with_every_round() {
        List<JsonNode> objects = JsonReport.of(result(SEQUENTIAL, LOOP, PROCESSES))
                .lines()
                .map(new ObjectMapper()::readTree)
                .toList();

        assertThat(objects).hasSize(3);
        JsonNode loop = objects.get(1);
        assertThat(loop.get("model").asString()).isEqualTo("loop");
        assertThat(loop.get("work").isNull()).isTrue();
        assertThat(loop.get("parallelism").asInt()).isEqualTo(100);
        assertThat(loop.get("wall_s").get("median").asDouble()).isEqualTo(0.44);
        assertThat(loop.get("wall_s").get("rounds").get(1).asDouble()).isEqualTo(0.43);
        assertThat(loop.get("wall_s").get("interval_95").get(0).asDouble()).isEqualTo(0.43);
        assertThat(loop.get("against_best").asString()).isEqualTo("best");
        assertThat(loop.get("cpu_s").get("max").asDouble()).isEqualTo(0.31);
        assertThat(loop.get("peak_heap_bytes").asLong()).isEqualTo(35L << 20);
        assertThat(loop.get("peak_rss_bytes").asLong()).isEqualTo(70L << 20);
        assertThat(loop.get("voluntary_switches").asLong()).isEqualTo(1009);
        assertThat(loop.get("request_p99_s").asDouble()).isEqualTo(0.412);
        assertThat(loop.get("overlap").asDouble()).isEqualTo(39.511364);
        assertThat(loop.get("loop").get("lag_max_s").asDouble()).isEqualTo(0.049);
        assertThat(loop.get("loop").get("culprit").isNull()).isTrue();
        assertThat(loop.get("server_was_limit").asBoolean()).isFalse();
        assertThat(loop.get("speed_up_interval_95").size()).isEqualTo(2);
        assertThat(loop.get("records_equal").asBoolean()).isTrue();
        assertThat(objects.get(0).get("speed_up").asDouble()).isEqualTo(1);
        assertThat(objects.get(0).get("loop").isNull()).isTrue();
        assertThat(objects.get(2).get("workers_start_s").asDouble()).isEqualTo(0.61);
        assertThat(objects.get(2).get("wall_s").get("interval_95").isNull()).isTrue();
    }

    @Test
    void json_says_null_where_something_is_not_known() {
        String json = JsonReport.of(new ComparisonResult(57, 2, List.of(LOOP), 1, List.of()));

        assertThat(json)
                .contains("\"server_busy_share\":null")
                .contains("\"workers_start_s\":null")
                .endsWith("\"speed_up\":null,\"speed_up_interval_95\":null,\"records_equal\":false}\n");
    }
}
