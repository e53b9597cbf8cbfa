package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network that goes away while the program runs. It is loopback in a network namespace, in which a script has the program, the mock
 * server that it asks, and the switch.
 */
@EnabledOnOs(OS.LINUX)
class NetworkIT {
    private static final int LINES = 2_000;

    /** Of its own user and network. */
    private static final List<String> NAMESPACE = List.of("unshare", "--map-root-user", "--net");

    /** Switches the network on and begins to serve; the list is made once the port is known. */
    private static final String PROLOGUE = String.join(
            "\n",
            "set -m", // what it starts has a process group, and so can be ended
            "network() { ip link set lo \"$1\"; }",
            "until_it_has() { until [ -e \"$1\" ] && [ \"$(grep -c \"$2\" \"$1\")\" -ge \"$3\" ]; do sleep 0.01; done; }",
            "network up",
            "simul serve --latency 10ms > serve.txt &",
            "trap 'kill -- -'$! EXIT",
            "until_it_has serve.txt 'listening on' 1",
            "sed -i \"s|^|$(sed 's/listening on //' serve.txt)|\" list.txt",
            "crawl='simul crawl list.txt -o out.jsonl -c 8 --per-host 0 --timeout 3s --connect-timeout 2s --retries 4'",
            "");

    @TempDir
    Path folder;

    @BeforeEach
    void assumeThereAreNamespaces() throws Exception {
        List<String> switchOn = List.of("ip", "link", "set", "lo", "up");
        List<String> command =
                Stream.concat(NAMESPACE.stream(), switchOn.stream()).toList();
        try (Running tried = Simul.start(folder, command, Map.of())) {
            Finished end = tried.await();
            assumeTrue(end.status() == 0, () -> "no network namespace can be had here: " + end.err());
        } catch (IOException notThere) {
            abort("no network namespace can be had here: " + notThere.getMessage());
        }
    }

    @BeforeEach
    void writeList() throws IOException {
        Files.write(
                folder.resolve("list.txt"),
                IntStream.rangeClosed(1, LINES).mapToObj(i -> "/" + i).toList());
    }

    private List<Line> records() throws IOException {
        return Line.readAll(Files.readString(folder.resolve("out.jsonl")));
    }

    private void assertEachLineHasOneRecordAndNoneHasFailed() throws IOException {
        assertThat(records())
                .extracting(Line::line)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, LINES).boxed().toList());
        assertThat(records()).extracting(Line::outcome).containsOnly("200");
    }

    @Test
    void network_that_comes_back_is_gone_on_with_and_costs_no_url() throws Exception {
        Finished script = Simul.in(folder).bash(NAMESPACE, PROLOGUE + """
                                $crawl 2> err.txt &
                                until_it_has out.jsonl '"url"' 100
                                network down
                                until_it_has err.txt 'the network seems to be gone' 1
                                network up
                                wait %2
                                echo "crawl $?"
                                """);

        assertThat(script.outLines()).as(script.err()).containsExactly("crawl 0");
        assertEachLineHasOneRecordAndNoneHasFailed();
        assertThat(Files.readString(folder.resolve("err.txt")))
                .containsOnlyOnce("simul: the network seems to be gone: ")
                .containsOnlyOnce("simul: the network is back after ");
    }

    @Test
    void when_patience_is_over_the_crawl_stops_and_is_completed_later() throws Exception {
        Finished script = Simul.in(folder).bash(NAMESPACE, PROLOGUE + """
                                $crawl --patience 1s 2> err.txt &
                                until_it_has out.jsonl '"url"' 100
                                network down
                                wait %2
                                echo "crawl $?"
                                cp out.jsonl before.jsonl
                                network up
                                $crawl --resume 2> again.txt
                                echo "again $?"
                                """);

        assertThat(script.outLines()).as(script.err()).containsExactly("crawl 3", "again 0");
        assertThat(Files.readString(folder.resolve("err.txt")))
                .contains("simul: the network has not come back for ", " (--patience); with -o and --resume ");
        List<Line> before = Line.readAll(Files.readString(folder.resolve("before.jsonl")));
        assertThat(before).hasSizeBetween(100, LINES - 1);
        assertThat(before).extracting(Line::outcome).containsOnly("200");
        assertEachLineHasOneRecordAndNoneHasFailed();
    }
}
