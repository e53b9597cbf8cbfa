package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class ReportTest {
    private static final ModelFigures SEQUENTIAL = ModelFigures.of(
            new Model(Model.Kind.SEQUENTIAL, 1),
            List.of(
                    new Measures(17_402_100_000L, 430_000_000L, 11, 14 << 20, 1, 57),
                    new Measures(17_398_000_000L, 410_000_000L, 11, 14 << 20, 1, 57),
                    new Measures(17_420_000_000L, 450_000_000L, 12, 15 << 20, 1, 57)));
    private static final ModelFigures POOL = ModelFigures.of(
            new Model(Model.Kind.THREADS, 100),
            List.of(new Measures(123_456_000_000L, 1_190_000_000L, 112, 1087L << 20, 100, 57)));
    private static final ModelFigures LOOP = ModelFigures.of(
            new Model(Model.Kind.LOOP, 100),
            List.of(
                    new Measures(450_000_000L, 310_000_000L, 9, 26 << 20, 57, 57),
                    new Measures(430_000_000L, 300_000_000L, 9, 26 << 20, 57, 57)));

    @Test
    void the_table_is_aligned_and_fits_a_hundred_columns() {
        ComparisonResult result = new ComparisonResult(57, 3, List.of(SEQUENTIAL, POOL, LOOP), 0, List.of());

        String text = TextReport.of(result);

        assertThat(text).isEqualTo("""
                model          median        min – max  req/s     CPU  threads      heap  in flight  speed-up
                sequential   17.402 s  17.398 – 17.420    3.3  0.43 s       12    15 MiB          1      1.0×
                threads 100   123.5 s    123.5 – 123.5    0.5  1.19 s      112  1087 MiB        100      0.1×
                loop          0.440 s    0.430 – 0.450    130  0.31 s        9    26 MiB         57     39.6×

                records: equal (57 URLs × 3 models × 3 rounds)
                """);
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void without_the_sequential_model_there_is_no_speed_up() {
        String text = TextReport.of(new ComparisonResult(1, 1, List.of(LOOP), 0, List.of()));

        assertThat(text).contains("57         —\n").endsWith("records: equal (1 URL × 1 model × 1 round)\n");
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
    }

    @Test
    void json_has_an_object_a_model_with_every_round() {
        ComparisonResult result = new ComparisonResult(57, 3, List.of(SEQUENTIAL, LOOP), 0, List.of());

        List<JsonNode> objects =
                JsonReport.of(result).lines().map(new ObjectMapper()::readTree).toList();

        assertThat(objects).hasSize(2);
        JsonNode loop = objects.get(1);
        assertThat(loop.get("model").asString()).isEqualTo("loop");
        assertThat(loop.get("parallelism").asInt()).isEqualTo(100);
        assertThat(loop.get("wall_s").get("median").asDouble()).isEqualTo(0.44);
        assertThat(loop.get("wall_s").get("rounds").get(1).asDouble()).isEqualTo(0.43);
        assertThat(loop.get("cpu_s").get("max").asDouble()).isEqualTo(0.31);
        assertThat(loop.get("peak_heap_bytes").asLong()).isEqualTo(26L << 20);
        assertThat(loop.get("records_equal").asBoolean()).isTrue();
        assertThat(objects.get(0).get("speed_up").asDouble()).isEqualTo(1);
    }

    @Test
    void json_says_null_where_there_is_no_speed_up() {
        String json = JsonReport.of(new ComparisonResult(57, 2, List.of(LOOP), 1, List.of()));

        assertThat(json).contains("\"speed_up\":null,\"records_equal\":false}");
    }
}
