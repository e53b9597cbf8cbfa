package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** More connections at once than the system lets a process have. */
@EnabledOnOs(OS.LINUX)
class OpenFilesIT {
    @TempDir
    Path folder;

    @Test
    void more_connections_than_files_are_made_one_after_the_other() throws Exception {
        try (MockServer server =
                MockServer.start(ServeConfig.of(Scenario.PAGES).withLatency(Duration.ofMillis(500), Duration.ZERO))) {
            List<String> urls = IntStream.range(0, 300)
                    .mapToObj(i -> "http://127.0.0.1:" + server.port() + "/" + i)
                    .toList();
            Files.write(folder.resolve("list.txt"), urls);

            Finished crawl = Simul.in(folder)
                    .bash("ulimit -n 150; simul crawl -c 300 --per-host 0 --retries 0 --timeout 5m list.txt");

            assertThat(crawl.errLines())
                    .anyMatch(line -> line.startsWith("simul: -c 300 needs more open files than the 150 "))
                    .anyMatch(line -> line.startsWith("simul: too many open files for -c 300: from now on fewer "));
            assertThat(crawl.status()).as(crawl.err()).isZero();
            assertThat(crawl.records()).hasSize(300).extracting(Line::outcome).containsOnly("200");
        }
    }
}
