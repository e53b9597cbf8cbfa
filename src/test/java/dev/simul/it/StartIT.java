package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a short crawl does not wait for, told by the classes that the JVM loads: each of these takes longer than to fetch a page. */
class StartIT {
    @TempDir
    Path folder;

    @Test
    void short_crawl_has_no_class_made_for_it_that_could_be_there_already_and_nothing_ready_that_nobody_uses()
            throws Exception {
        Path classes = folder.resolve("classes.txt");
        try (Running server = Simul.in(folder).start("serve", "--port", "0")) {
            String address = server.awaitLines(1).getFirst().replaceAll("(?s).*(http://127\\.0\\.0\\.1:\\d+).*", "$1");
            Files.writeString(folder.resolve("list.txt"), address + "/pages/1\n");

            Finished crawl = new Simul(folder, "256m", List.of("-Xlog:class+load:file=" + classes))
                    .run("crawl", "-q", "-o", "records.jsonl", "list.txt");

            assertThat(crawl.status()).as(crawl.err()).isZero();
        }
        assertThat(Files.readAllLines(classes))
                .anyMatch(line -> line.contains(" dev.simul.cli.CrawlCommand "))
                .noneMatch(line -> line.contains(".$Proxy"))
                .noneMatch(line -> line.matches(".* dev\\.simul\\..*TypeSwitch.*"))
                .noneMatch(line -> line.contains(" java.util.logging.Logger "))
                .noneMatch(line -> line.contains(" io.netty.handler.ssl.OpenSsl "));
    }
}
