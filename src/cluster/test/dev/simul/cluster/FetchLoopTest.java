package dev.simul.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.cli.JobSettings;
import dev.simul.fetch.Shard;
import dev.simul.html.PageMemory;
import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.functions.async.CollectionSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.junit.jupiter.api.Test;

class FetchLoopTest {
    /** Far more than anything here takes. */
    private static final int LIMIT_SECONDS = 60;

    /** What Flink would be told. */
    static final class Result implements ResultFuture<Outbox.Settled> {
        final CompletableFuture<Outbox.Settled> settled = new CompletableFuture<>();

        @Override
        public void complete(Collection<Outbox.Settled> result) {
            assertThat(result).hasSize(1);
            assertThat(settled.complete(result.iterator().next())).as("once").isTrue();
        }

        @Override
        public void completeExceptionally(Throwable error) {
            settled.completeExceptionally(error);
        }

        @Override
        public void complete(CollectionSupplier<Outbox.Settled> supplier) {
            throw new AssertionError("nobody needs that");
        }

        String record() throws Exception {
            return new String(settled.get(LIMIT_SECONDS, TimeUnit.SECONDS).record, StandardCharsets.UTF_8);
        }
    }

    private static FetchLoop start(String... options) throws Exception {
        return FetchLoop.start(JobSettings.of(options), new Shard(0, 1), PageMemory.ofHeap());
    }

    static Result visit(FetchLoop loop, long line, String text) throws IOException {
        Result result = new Result();
        loop.visit(new PreparedLine(line, false, text, null), result);
        return result;
    }

    @Test
    void each_line_is_given_its_own_record() throws Exception {
        try (FetchLoop loop = start("--mock=pages")) {
            List<Result> results = new ArrayList<>();
            for (int i = 1; i <= 200; i++) results.add(visit(loop, i, "http://h" + i % 7 + ".test/pages/" + i));

            for (int i = 1; i <= 200; i++) {
                assertThat(results.get(i - 1).record())
                        .startsWith("{\"url\":\"http://h" + i % 7 + ".test/pages/" + i + "\",\"line\":" + i + ",")
                        .contains("\"status\":200,")
                        .endsWith("}\n");
            }
        }
    }

    @Test
    void what_cannot_be_fetched_is_a_record_and_no_exception() throws Exception {
        try (FetchLoop loop = start("--mock=pages", "--accept=404")) {
            Result bad = visit(loop, 1, "not a URL");
            Result repeated = new Result();
            loop.visit(new PreparedLine(2, true, "http://a.test/", null), repeated);
            Result unwanted = visit(loop, 3, "http://a.test/pages/3");

            assertThat(bad.record()).contains("\"kind\":\"invalid_url\"");
            assertThat(bad.settled.join().isFailure).isTrue();
            assertThat(repeated.record()).contains("\"kind\":\"duplicate\"");
            assertThat(repeated.settled.join().isFailure).isFalse();
            assertThat(unwanted.record()).contains("\"status\":200");
            assertThat(unwanted.settled.join().isFailure).isTrue();
        }
    }

    @Test
    void what_is_in_flight_at_the_close_has_no_record() throws Exception {
        ServeConfig never = ServeConfig.of(Scenario.named("pages")).withLatency(Duration.ofHours(1), Duration.ZERO);
        Result waiting;
        try (MockServer server = MockServer.start(never)) {
            try (FetchLoop loop = start("--resolve=*:80:127.0.0.1:" + server.port())) {
                waiting = visit(loop, 1, "http://a.test/");
                assertThat(visit(loop, 2, "bad").record()).contains("invalid_url"); // so that the other one has begun
            }
        }

        assertThat(waiting.settled)
                .as("it is visited again, by whoever goes on")
                .isNotDone();
    }

    @Test
    void a_loop_that_cannot_begin_says_why() {
        assertThatThrownBy(() -> start("--cacert=/no/such/file"))
                .isInstanceOf(IOException.class)
                .hasMessage("the crawl cannot begin: --cacert: no such file: /no/such/file");
    }

    @Test
    void it_says_how_it_is() throws Exception {
        try (FetchLoop loop = start("--mock=pages")) {
            for (int i = 0; i < 10; i++)
                visit(loop, i + 1, "http://a.test/pages/" + i).record();
            visit(loop, 11, "bad").record();
            while (loop.pulse().done() < 11) Thread.onSpinWait();

            assertThat(loop.pulse().failed()).isEqualTo(1);
            assertThat(loop.pulse().state().mostInFlight()).isPositive();
        }
    }
}
