package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list with something of everything: each line of a URL has one record, and one failure stops nothing. */
class FaultyListIT {
    private static final List<String> OUTCOMES =
            List.of("200", "invalid_url", "dns", "connect", "redirect", "404", "closed", "unsupported_scheme", "200");

    @TempDir
    Path folder;

    private MockServer server;
    /** Has a port where nobody listens, and keeps others from it. */
    private Socket refusing;

    @BeforeEach
    void writeList() throws IOException {
        server = MockServer.start(ServeConfig.of(Scenario.FAULTS));
        refusing = new Socket();
        refusing.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Files.writeString(folder.resolve("list.txt"), """
                # What can go wrong, and two that do not
                http://127.0.0.1:%1$d/

                http://127.0.0.1:bad/
                http://no-such-host.invalid/
                http://127.0.0.1:%2$d/
                http://127.0.0.1:%1$d/redirect-loop
                  http://127.0.0.1:%1$d/status/404
                http://127.0.0.1:%1$d/truncated
                ftp://127.0.0.1/file
                http://127.0.0.1:%1$d/redirects/2
                """.formatted(server.port(), refusing.getLocalPort()));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        refusing.close();
    }

    private Finished crawl(String form) throws IOException, InterruptedException {
        return Simul.in(folder).run("crawl", "--retries", "0", "--ordered", "--format", form, "list.txt");
    }

    @Test
    void each_line_has_one_record_as_json_lines() throws Exception {
        Finished crawl = crawl("jsonl");

        assertThat(crawl.status()).isEqualTo(1);
        List<Line> records = crawl.records();
        assertThat(records).extracting(Line::outcome).containsExactlyElementsOf(OUTCOMES);
        assertThat(records).extracting(Line::line).containsExactly(2, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(records.getFirst().title()).isEqualTo("What can go wrong");
        assertThat(records.getLast().title()).isEqualTo("A page of the faults");
        assertThat(records.getLast().json().get("redirects")).hasSize(2);
    }

    @Test
    void record_with_an_error_keeps_what_came_before_it() throws Exception {
        Line truncated = crawl("jsonl").records().get(6);

        assertThat(truncated.errorKind()).isEqualTo("closed");
        assertThat(truncated.status()).isEqualTo(200);
        assertThat(truncated.title()).isEqualTo("A page of the faults");
        assertThat(truncated.bytes()).isPositive();
    }

    @Test
    void each_line_has_one_record_as_text() throws Exception {
        Finished crawl = crawl("text");

        assertThat(crawl.status()).isEqualTo(1);
        assertThat(crawl.outLines())
                .extracting(line -> line.substring(0, line.indexOf(' ')))
                .containsExactlyElementsOf(OUTCOMES);
        assertThat(crawl.outLines()).first().asString().endsWith("/  \"What can go wrong\"");
        assertThat(crawl.outLines()).last().asString().endsWith("/redirects/0  \"A page of the faults\"");
        assertThat(crawl.out())
                .contains("cannot resolve no-such-host.invalid")
                .contains("cannot connect to 127.0.0.1:" + refusing.getLocalPort() + ": connection refused");
    }

    @Test
    void each_line_has_one_record_as_csv() throws Exception {
        Finished crawl = crawl("csv");

        assertThat(crawl.status()).isEqualTo(1);
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(crawl.out())) {
            List<NamedCsvRecord> records = rows.stream().toList();
            assertThat(records).extracting(FaultyListIT::outcome).containsExactlyElementsOf(OUTCOMES);
            assertThat(records.getFirst().getField("title")).isEqualTo("What can go wrong");
            assertThat(records.getLast().getField("title")).isEqualTo("A page of the faults");
        }
    }

    private static String outcome(NamedCsvRecord record) {
        String kind = record.getField("error_kind");
        return kind.isEmpty() ? record.getField("status") : kind;
    }

    @Test
    void summary_counts_every_outcome() throws Exception {
        Finished crawl = crawl("jsonl");

        assertThat(crawl.errLines()).first().asString().startsWith("9 URLs in ");
        assertThat(crawl.errLines().get(1)).startsWith("the loop was busy for ").endsWith(" ms at most");
        assertThat(crawl.errLines().get(2)).startsWith("held up by ");
        assertThat(crawl.errLines())
                .map(String::strip)
                .filteredOn(line -> line.matches("[0-9]+  .*"))
                .map(line -> line.replaceFirst(", as \\S.*", ", as …"))
                .containsExactlyInAnyOrder(
                        "2  status 200",
                        "1  status 404, as …",
                        "1  invalid_url, as …",
                        "1  unsupported_scheme, as …",
                        "1  dns, as …",
                        "1  connect, as …",
                        "1  closed, as …",
                        "1  redirect, as …",
                        "7  failed in all");
    }

    @Test
    void quiet_says_nothing_on_standard_error() throws Exception {
        Finished crawl = Simul.in(folder).run("crawl", "--retries", "0", "-q", "list.txt");

        assertThat(crawl.status()).isEqualTo(1);
        assertThat(crawl.err()).isEmpty();
        assertThat(crawl.records()).extracting(Line::outcome).containsExactlyInAnyOrderElementsOf(OUTCOMES);
    }

    @Test
    void accepted_statuses_do_not_count_as_failed() throws Exception {
        String missing = "http://127.0.0.1:" + server.port() + "/status/404";

        assertThat(Simul.in(folder).run("crawl", missing).status()).isEqualTo(1);
        assertThat(Simul.in(folder).run("crawl", "--accept", "404", missing).status())
                .isZero();
    }
}
