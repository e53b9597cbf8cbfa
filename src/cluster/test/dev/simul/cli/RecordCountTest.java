package dev.simul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.cluster.Count;
import dev.simul.crawl.AcceptedStatuses;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordCountTest {
    @TempDir
    Path folder;

    private void crawl(String part, String lines) {
        Console console = new Console(
                new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream(),
                new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8),
                false,
                false,
                Map.of());
        new SimulCommand(console)
                .run(
                        "crawl",
                        "-q",
                        "--mock",
                        "pages",
                        "-o",
                        folder.resolve(part).toString(),
                        "-");
    }

    @Test
    void all_parts_count_and_what_has_failed_by_what_is_accepted() throws IOException {
        crawl("part-1.jsonl", "http://a.test/\nno URL\n");
        crawl("part-2.jsonl", "http://b.test/\n");
        Files.writeString(folder.resolve(".part-3.jsonl.inprogress"), "half a rec");

        assertThat(RecordCount.in(folder, AcceptedStatuses.parse("200"))).isEqualTo(new Count(3, 1));
        assertThat(RecordCount.in(folder, AcceptedStatuses.parse("404"))).isEqualTo(new Count(3, 3));
    }
}
