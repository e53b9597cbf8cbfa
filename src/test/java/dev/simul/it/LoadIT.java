package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many URLs and little memory. */
class LoadIT {
    private static final int URLS = 100_000;

    @TempDir
    Path folder;

    @Test
    void hundred_thousand_urls_fit_into_a_small_heap() throws Exception {
        try (Running server = Simul.in(folder).start("serve")) {
            String origin = server.awaitLines(1).getFirst().substring("listening on ".length());
            writeList(origin);

            Finished crawl =
                    Simul.in(folder).withHeap("128m").run("crawl", "--per-host", "0", "-o", "out.jsonl", "list.txt");

            assertThat(crawl.status()).as(crawl.err()).isZero();
            assertThat(crawl.err()).contains("100,000 URLs in ", " 100,000  status 200\n");
            assertThat(linesWithARecord().cardinality()).isEqualTo(URLS);
        }
    }

    private void writeList(String origin) throws IOException {
        try (BufferedWriter list = Files.newBufferedWriter(folder.resolve("list.txt"))) {
            for (int i = 1; i <= URLS; i++) list.write(origin + "/page/" + i + "\n");
        }
    }

    /** Reads every record; one that is not as it should be, or comes twice, is an error. */
    private BitSet linesWithARecord() throws IOException {
        BitSet lines = new BitSet(URLS);
        try (BufferedReader out = Files.newBufferedReader(folder.resolve("out.jsonl"))) {
            for (String text = out.readLine(); text != null; text = out.readLine()) {
                Line record = Line.read(text);
                int line = record.line();
                if (record.status() != 200
                        || lines.get(line)
                        || !record.url().endsWith("/page/" + line)
                        || !String.valueOf(record.title()).contains(" - " + line + " - ")) {
                    throw new AssertionError(text);
                }
                lines.set(line);
            }
        }
        return lines;
    }
}
