package dev.simul.archive;

import static dev.simul.serve.Reply.raw;
import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.result.Answer;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Effort;
import dev.simul.result.ErrorKind;
import dev.simul.result.Extract;
import dev.simul.result.Page;
import dev.simul.result.Target;
import dev.simul.serve.Fault;
import dev.simul.serve.ScriptedServer;
import dev.simul.sink.Form;
import dev.simul.sink.OutputFile;
import dev.simul.sink.SinkException;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.MemorySink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.netpreserve.jwarc.WarcDigest;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;

/** What is in the file in the end. */
@Timeout(120)
class ArchiveTest {
    private static final ArchiveInfo INFO = new ArchiveInfo("a.warc.gz", "simul/test", true, "simul/test");

    @RegisterExtension
    final ClientFixture client = new ClientFixture();

    @TempDir
    Path folder;

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Path file() {
        return folder.resolve("a.warc.gz");
    }

    private Archive open(long kept) throws SinkException {
        return open(kept, 1 << 20, 1 << 24);
    }

    private Archive open(long kept, long mark, long limit) throws SinkException {
        OutputFile output = new OutputFile(file(), Form.JSONL, List.of(), Duration.ZERO, kept);
        return Archive.open(output, INFO, Clock.fixed(ClientFixture.NOW, ZoneOffset.UTC), mark, limit);
    }

    /** A record as another program would see it. */
    private record Read(Map<String, List<String>> fields, String block) {
        String field(String name) {
            List<String> values = fields.getOrDefault(name, List.of());
            assertThat(values).as(name).hasSize(1);
            return values.getFirst();
        }
    }

    private List<Read> read() throws IOException {
        List<Read> read = new ArrayList<>();
        try (WarcReader reader = new WarcReader(file())) {
            for (WarcRecord record : reader) {
                byte[] block = record.body().stream().readAllBytes();
                read.add(new Read(record.headers().map(), new String(block, StandardCharsets.ISO_8859_1)));
            }
        }
        return read;
    }

    private static String sha1(String latin1) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-1");
        digest.update(latin1.getBytes(StandardCharsets.ISO_8859_1));
        return new WarcDigest(digest).prefixedBase32();
    }

    @Test
    void a_response_is_a_record_and_its_request_another() throws Exception {
        server.on(
                "/a?b",
                respond(200)
                        .header("X-First", "1")
                        .header("Content-Type", "text/html")
                        .chunked("hel", "lo"));
        Archive archive = open(0);
        client.keeping(archive);

        client.fetch(server.url("/a?b#part"));
        archive.close();

        List<Read> records = read();
        assertThat(records)
                .extracting(record -> record.field("WARC-Type"))
                .containsExactly("warcinfo", "response", "request");
        Read info = records.getFirst();
        assertThat(info.block()).contains("software: simul/test\r\n", "robots: obey\r\n", "conformsTo: http://iipc.");
        Read response = records.get(1);
        String head = "HTTP/1.1 200 OK\r\nX-First: 1\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\n";
        assertThat(response.block()).isEqualTo(head + "hello");
        assertThat(response.field("WARC-Target-URI")).isEqualTo(server.url("/a?b"));
        assertThat(response.field("WARC-IP-Address")).isEqualTo("127.0.0.1");
        assertThat(response.field("WARC-Protocol")).isEqualTo("http/1.1");
        assertThat(response.field("WARC-Date")).isEqualTo("2026-11-23T06:00:00Z");
        assertThat(response.field("WARC-Block-Digest")).isEqualTo(sha1(head + "hello"));
        assertThat(response.field("WARC-Payload-Digest")).isEqualTo(sha1("hello"));
        assertThat(response.field("Content-Type")).isEqualTo("application/http;msgtype=response");
        assertThat(response.field("WARC-Warcinfo-ID")).isEqualTo(info.field("WARC-Record-ID"));
        assertThat(response.field("Simul-Timing")).matches("server=[0-9.]+, body=[0-9.]+");
        assertThat(response.fields()).doesNotContainKey("WARC-Truncated");
        Read request = records.get(2);
        assertThat(request.field("WARC-Concurrent-To")).isEqualTo(response.field("WARC-Record-ID"));
        assertThat(request.block())
                .startsWith("GET /a?b HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\nUser-Agent: simul/test\r\n");
    }

    @Test
    void a_coded_body_stays_as_it_came() throws Exception {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(coded)) {
            out.write("hello".getBytes(StandardCharsets.US_ASCII));
        }
        server.on("/", respond(200).header("Content-Encoding", "gzip").body(coded.toByteArray()));
        Archive archive = open(0);
        client.keeping(archive);

        assertThat(client.fetch(server.url("/")).text()).isEqualTo("hello");
        archive.close();

        assertThat(read().get(1).block())
                .contains("\r\nContent-Encoding: gzip\r\n")
                .endsWith("\r\n\r\n" + coded.toString(StandardCharsets.ISO_8859_1));
    }

    @Test
    void what_tells_who_asks_is_not_in_the_file() throws Exception {
        server.on("/", respond(302).header("Location", "/next").header("Set-Cookie", "crumb=1"));
        server.on("/next", respond(200).body("x"));
        Archive archive = open(0);
        client.header("Authorization", "Bearer secret")
                .header("Proxy-Authorization", "secret")
                .keeping(archive);

        client.fetch(server.url("/").replace("http://", "http://secret:secret@"));
        archive.close();

        assertThat(server.requests().getLast().header("Cookie")).isEqualTo("crumb=1");
        assertThat(read())
                .hasSize(5) // a redirect is an answer as well
                .noneMatch(record -> (record.block() + record.fields()).contains("secret"))
                .noneMatch(record -> record.block().contains("\nCookie:"));
    }

    @Test
    void what_breaks_off_is_kept_as_far_as_it_came() throws Exception {
        server.on(
                "/closed",
                raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhel").then(Fault.CLOSE));
        server.on("/large", respond(200).body("0123456789"));
        server.on("/late", raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhe").then(Fault.STALL));
        Archive archive = open(0);
        client.maxBody(9).timeout(Duration.ofSeconds(3)).keeping(archive);

        client.fetch(server.url("/closed"));
        client.fetch(server.url("/large"));
        ClientFixture.Fetching late = client.start(server.url("/late"));
        client.time().until(() -> late.events().size() == 2, "the head and a piece");
        client.time().advance(Duration.ofSeconds(3));
        late.finish();
        archive.close();

        List<Read> responses = read().stream()
                .filter(record -> record.field("WARC-Type").equals("response"))
                .toList();
        assertThat(responses)
                .extracting(record -> record.field("WARC-Truncated"))
                .containsExactly("disconnect", "length", "time");
        assertThat(responses.getFirst().block()).isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhel");
    }

    @Test
    void what_was_cancelled_is_not_kept_and_takes_no_memory() throws Exception {
        server.on(
                "/",
                raw("HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n" + "x".repeat(500_000))
                        .then(Fault.STALL));
        Archive archive = open(0, 100_000, 1 << 20);
        client.keeping(archive);
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        client.time().until(archive::isFull, "the body");

        fetching.cancel();
        client.time().until(() -> !archive.isFull(), "room");
        archive.close();

        assertThat(read()).hasSize(1);
    }

    @Test
    void a_body_that_finds_no_memory_is_too_large() throws Exception {
        server.on("/", respond(200).body("x".repeat(300_000)));
        Archive archive = open(0, 50_000, 200_000);
        client.keeping(archive);

        assertThat(client.fetch(server.url("/")).errorKind()).isEqualTo(ErrorKind.TOO_LARGE);
        archive.close();

        assertThat(read().get(1).field("WARC-Truncated")).isEqualTo("length");
    }

    @Test
    void a_file_can_be_gone_on_with_wherever_it_broke_off() throws Exception {
        server.on("/", respond(200).body("hello"));
        Archive archive = open(0);
        client.keeping(archive);
        client.fetch(server.url("/"));
        archive.close();
        byte[] whole = Files.readAllBytes(file());
        List<Long> ends = new ArrayList<>(List.of(0L));
        try (WarcReader reader = new WarcReader(file())) {
            for (WarcRecord unused : reader) if (reader.position() > 0) ends.add(reader.position());
        }
        ends.add((long) whole.length);
        assertThat(ends).hasSize(4);

        for (int length = 0; length <= whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            long limit = length;
            long expected = ends.stream()
                    .filter(end -> end <= limit)
                    .mapToLong(end -> end)
                    .max()
                    .orElse(0);
            assertThat(WarcEnd.of(file())).as("cut at %d", length).isEqualTo(expected);
        }
        Files.write(file(), Arrays.copyOf(whole, whole.length - 1));
        open(WarcEnd.of(file())).close();

        assertThat(read())
                .extracting(record -> record.field("WARC-Type"))
                .containsExactly("warcinfo", "response", "warcinfo");
    }

    @Test
    void what_is_no_warc_file_is_not_gone_on_with() throws Exception {
        for (String text : List.of("hello", "WARC/1.1\r\n", "{\"url\":1}\n")) {
            Files.writeString(file(), text);
            assertThatThrownBy(() -> WarcEnd.of(file()))
                    .isInstanceOf(SinkException.class)
                    .hasMessageContaining("cannot be gone on with");
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file()))) {
            out.write("{}\n".getBytes(StandardCharsets.US_ASCII));
        }
        assertThatThrownBy(() -> WarcEnd.of(file())).isInstanceOf(SinkException.class);
    }

    // ---- records wait for what they tell of

    private static CrawlRecord record(String url) {
        Page page = new Page(null, null, null, 0, 0, 0, Extract.NONE);
        return new CrawlRecord(
                new Target(0, url, Target.NO_LINE), Answer.NONE, page, Effort.none(ClientFixture.NOW), null);
    }

    @Test
    void a_record_comes_after_what_it_tells_of() throws Exception {
        server.on("/", respond(200).body("hello"));
        Archive archive = open(0);
        client.keeping(archive);
        MemorySink sink = new MemorySink();
        KeptFirst first = new KeptFirst(sink, archive, client.time().loop(), full -> {});
        client.fetch(server.url("/"));
        long handedOver = archive.handedOver();

        first.write(record("a"));
        client.time().until(() -> !sink.records().isEmpty(), "the record");

        assertThat(handedOver).isEqualTo(1);
        assertThat(archive.written()).isEqualTo(1);
        first.write(record("b"));
        assertThat(sink.urls()).containsExactly("a", "b"); // nothing to wait for
        first.close();
    }

    @Test
    void while_too_much_is_kept_it_is_full() throws Exception {
        server.on(
                "/",
                raw("HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n" + "x".repeat(500_000))
                        .then(Fault.STALL));
        Archive archive = open(0, 100_000, 1 << 20);
        client.keeping(archive);
        List<Boolean> held = new ArrayList<>();
        List<String> resumed = new ArrayList<>();
        KeptFirst first = new KeptFirst(new MemorySink(), archive, client.time().loop(), held::add);
        first.onReady(() -> resumed.add("resumed"));
        assertThat(first.write(record("a"))).isTrue();
        ClientFixture.Fetching fetching = client.start(server.url("/"));
        client.time().until(archive::isFull, "the body");

        assertThat(first.write(record("b"))).isFalse();
        assertThat(resumed).isEmpty();
        fetching.cancel();
        client.time().until(() -> !resumed.isEmpty(), "room");

        assertThat(resumed).hasSize(1);
        assertThat(held).startsWith(false, true).endsWith(false);
        first.close();
    }
}
