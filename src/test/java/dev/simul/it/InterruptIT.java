package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C, and its quieter relative: what was written is whole, what was begun has its record. */
class InterruptIT {
    private static final int SIGINT = 2;

    @TempDir
    Path folder;

    private MockServer server;

    /** A process whose parent ignores SIGINT, as one behind {@code &} in a script may be, ignores it as well. */
    @BeforeEach
    void assumeInterruptsArrive() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) return;
        for (String line : Files.readAllLines(status)) {
            if (!line.startsWith("SigIgn:")) continue;
            BigInteger ignored =
                    new BigInteger(line.substring("SigIgn:".length()).strip(), 16);
            assumeFalse(ignored.testBit(SIGINT - 1), "SIGINT is ignored here");
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = MockServer.start(ServeConfig.of(Scenario.FAULTS));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Behind the list a line that never comes. Once the record of the last path is there, all were begun. */
    private Running crawl(String... paths) throws Exception {
        Files.write(folder.resolve("list.txt"), Stream.of(paths).map(this::url).toList());
        return Simul.in(folder).start("crawl", "list.txt", "-");
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void interrupted_crawl_ends_with_a_whole_record_of_everything_that_was_begun(String signal) throws Exception {
        try (Running crawl = crawl("/silence", "/slow-body", "/silence?again", "/status/200")) {
            crawl.awaitLines(1);

            crawl.signal(signal);

            Finished end = crawl.await();
            assertThat(end.status()).isEqualTo(130);
            assertThat(end.records())
                    .extracting(Line::outcome)
                    .containsExactly("200", "cancelled", "cancelled", "cancelled");
            assertThat(end.errLines()).first().asString().startsWith("simul: interrupted");
            assertThat(end.err()).contains("4 URLs in ", "3  cancelled");
        }
    }

    @Test
    void second_interrupt_does_not_wait_for_what_is_in_flight() throws Exception {
        try (Running crawl = crawl("/silence", "/slow-body", "/silence?again", "/status/200")) {
            crawl.awaitLines(1);

            crawl.signal("INT");
            crawl.awaitComplaint("once more to stop at once");
            long before = System.nanoTime();
            crawl.signal("INT");

            Finished end = crawl.await();
            assertThat(end.status()).isEqualTo(130);
            assertThat(end.records()).hasSize(4);
            double seconds = (System.nanoTime() - before) / 1e9;
            assertThat(seconds)
                    .as("the grace of five seconds was not waited for")
                    .isLessThan(4.5);
        }
    }

    @Test
    void records_that_wait_for_an_earlier_one_are_written_all_the_same() throws Exception {
        String[] paths = {"/status/200?first", "/silence", "/status/200", "/slow-body"};
        Files.write(folder.resolve("list.txt"), Stream.of(paths).map(this::url).toList());
        try (Running crawl = Simul.in(folder).start("crawl", "--ordered", "list.txt", "-")) {
            crawl.awaitLines(1);

            crawl.signal("INT");
            crawl.awaitComplaint("once more to stop at once");
            crawl.signal("INT");

            Finished end = crawl.await();
            assertThat(end.status()).isEqualTo(130);
            assertThat(end.records()).extracting(Line::line).containsExactly(1, 2, 3, 4);
            assertThat(end.records()).extracting(Line::outcome).startsWith("200", "cancelled");
        }
    }

    @Test
    void response_that_is_on_its_way_may_still_arrive() throws Exception {
        try (Running crawl = crawl("/delay/1s", "/status/200")) {
            crawl.awaitLines(1);

            crawl.signal("INT");

            Finished end = crawl.await();
            assertThat(end.status()).isEqualTo(130);
            assertThat(end.records()).extracting(Line::outcome).containsExactly("200", "200");
        }
    }
}
