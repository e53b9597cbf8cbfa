package dev.simul.crawl;

import static dev.simul.serve.Reply.raw;
import static dev.simul.serve.Reply.respond;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.html.PageQuery;
import dev.simul.html.Selection;
import dev.simul.result.CrawlRecord;
import dev.simul.result.ErrorKind;
import dev.simul.result.Extract;
import dev.simul.result.FetchError;
import dev.simul.result.Page;
import dev.simul.result.Selected;
import dev.simul.save.BodyDisk;
import dev.simul.save.BodySaver;
import dev.simul.save.SaveFolder;
import dev.simul.serve.Fault;
import dev.simul.serve.MockServer;
import dev.simul.serve.Reply;
import dev.simul.serve.Scenario;
import dev.simul.serve.ScriptedServer;
import dev.simul.serve.ServeConfig;
import dev.simul.sink.SinkException;
import dev.simul.source.SourceException;
import dev.simul.source.SourceSpec;
import dev.simul.source.UrlSource;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.MemorySink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From lines to records, with everything real but the sink. */
class WholeCrawlTest {
    @RegisterExtension
    final ClientFixture client = new ClientFixture();

    private final ScriptedServer server = ScriptedServer.start();
    private final MemorySink sink = new MemorySink();
    private final CrawlSummary summary = new CrawlSummary(client.time().loop());

    /** Where bodies are saved; null: nowhere. */
    private @Nullable Path saveIn;

    @TempDir
    Path temporary;

    @AfterEach
    void stop() {
        server.close();
    }

    private CrawlEnd crawl(int concurrency, String... lines) {
        return crawl(concurrency, PagePolicy.TITLE, lines);
    }

    private CrawlEnd crawl(int concurrency, PagePolicy pages, String... lines) {
        byte[] input = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        client.concurrency(concurrency);
        CrawlConfig config =
                new CrawlConfig(1_000, false, AcceptedStatuses.parse("100..=399"), pages, CrawlConfig.DEFAULT_GRACE);
        try (UrlSource source =
                UrlSource.open(List.of(new SourceSpec.StandardInput()), new ByteArrayInputStream(input))) {
            Crawl crawl = new Crawl(
                    client.time().loop(),
                    Clock.systemUTC(),
                    client.pipeline().fetcher(),
                    client.pipeline().admission(),
                    source,
                    sink,
                    config,
                    summary);
            BodyDisk disk = saveIn == null ? null : BodyDisk.start(SaveFolder.open(saveIn));
            if (disk != null) crawl.save(new BodySaver(client.time().loop(), disk));
            CrawlEnd end = client.time().run(crawl.start());
            if (disk != null) disk.close();
            return end;
        } catch (SourceException | SinkException e) {
            throw new AssertionError(e);
        }
    }

    private static Reply page(String title) {
        return respond(200)
                .header("Content-Type", "Text/HTML; charset=utf-8")
                .body("<!DOCTYPE html><title>" + title + "</title><p>text");
    }

    /** Its line, the kind of its error, its status and its title, as far as there are such. */
    private static String inShort(CrawlRecord record) {
        FetchError error = record.error();
        String kind = error == null ? "" : " " + error.kind().id();
        String status = record.answer().hasStatus() ? " " + record.answer().status() : "";
        String title = record.page().title() == null ? "" : " " + record.page().title();
        return "line " + record.target().line() + ":" + kind + status + title;
    }

    private CrawlRecord line(long number) {
        return sink.records().stream()
                .filter(record -> record.target().line() == number)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_list_of_everything_yields_one_record_a_line_and_each_of_its_kind() throws IOException {
        String refused;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused = "http://127.0.0.1:" + closed.getLocalPort() + "/";
        }
        server.on("/one", page("One \u20ac"))
                .on("/two", respond(302).header("Location", "/moved"))
                .on("/moved", page(" Two\n and more "))
                .on("/loop", respond(302).header("Location", "/back"))
                .on("/back", respond(302).header("Location", "/loop"))
                .on("/gone", respond(404).body("gone"))
                .on(
                        "/cut",
                        respond(200)
                                .header("Content-Type", "text/html")
                                .contentLength(100)
                                .body("<title>Cut</title>")
                                .then(Fault.CLOSE));

        CrawlEnd end = crawl(
                4,
                server.url("/one"),
                "",
                "# a comment",
                "http://",
                "http://nowhere.invalid/",
                refused,
                server.url("/loop"),
                server.url("/two"),
                server.url("/gone"),
                server.url("/cut"),
                "mailto:somebody@a.test");

        assertThat(end).isEqualTo(new CrawlEnd.Completed());
        assertThat(sink.records())
                .extracting(WholeCrawlTest::inShort)
                .containsExactlyInAnyOrder(
                        "line 1: 200 One \u20ac",
                        "line 4: invalid_url",
                        "line 5: dns",
                        "line 6: connect",
                        "line 7: redirect 302",
                        "line 8: 200 Two and more",
                        "line 9: 404",
                        "line 10: closed 200 Cut",
                        "line 11: unsupported_scheme");
        CrawlRecord whole = line(1);
        assertThat(whole.page().contentType()).isEqualTo("text/html");
        assertThat(whole.page().charset()).isEqualTo("UTF-8");
        assertThat(whole.answer().protocol()).isEqualTo("http/1.1");
        assertThat(line(7).answer().redirects()).containsExactly(server.url("/loop"), server.url("/back"));
        assertThat(line(8).answer().finalUrl()).isEqualTo(server.url("/moved"));
        assertThat(line(10).page().bytes()).as("what came before the end").isEqualTo(18);
        assertThat(summary.done()).isEqualTo(9);
        assertThat(summary.failed()).as("all but two").isEqualTo(7);
    }

    @Test
    void a_page_that_is_costly_to_read_is_read_on_another_thread() {
        String late = "<!DOCTYPE html><body>" + "<p>text".repeat(10_000) + "<title>Late</title>";
        server.on("/", respond(200).header("Content-Type", "text/html").body(late));

        crawl(1, server.url("/"));

        assertThat(sink.records()).singleElement().satisfies(record -> {
            assertThat(record.page().title()).isEqualTo("Late");
            assertThat(record.page().bytes()).isEqualTo(late.length());
        });
    }

    @Test
    void values_and_links_come_from_the_page_that_answered_whoever_reads_it() {
        PageQuery query = new PageQuery(List.of(Selection.parse("last=p.last")), true, 10_000_000);
        String end = "<p class=last>end <a href=next>n</a>";
        server.on(
                        "/old",
                        respond(301)
                                .header("Location", "/new/")
                                .header("Content-Type", "text/html")
                                .body("<a href=no>n</a>"))
                .on("/new/", respond(200).header("Content-Type", "text/html").body(end))
                .on("/large", respond(200).header("Content-Type", "text/html").body("<p>text".repeat(10_000) + end));

        crawl(1, new PagePolicy(query, false), server.url("/old"), server.url("/large"), "no url");

        assertThat(sink.records())
                .extracting(record -> record.page().extract())
                .containsExactlyInAnyOrder(
                        new Extract(
                                List.of(new Selected("last", false, List.of("end n"))),
                                List.of(server.url("/new/next"))),
                        new Extract(
                                List.of(new Selected("last", false, List.of("end n"))), List.of(server.url("/next"))),
                        query.nothing());
    }

    @Test
    void with_the_title_only_the_rest_of_a_page_is_left_and_what_is_no_page_as_well() {
        server.on(
                        "/page",
                        respond(200)
                                .header("Content-Type", "text/html; charset=utf-8")
                                .contentLength(9_000_000)
                                .body("<title>A</title>")
                                .then(Fault.STALL))
                .on(
                        "/film",
                        respond(200)
                                .header("Content-Type", "video/mp4")
                                .contentLength(5_000_000_000L)
                                .body("x")
                                .then(Fault.STALL));

        crawl(2, new PagePolicy(PageQuery.TITLE, true), server.url("/page"), server.url("/film"));

        assertThat(sink.records())
                .extracting(WholeCrawlTest::inShort)
                .containsExactlyInAnyOrder("line 1: 200 A", "line 2: 200");
        assertThat(summary.unreadBytes()).isEqualTo(9_000_000 - 16 + 5_000_000_000L - 1);
        assertThat(summary.unreadBodies()).isEqualTo(2);
        assertThat(summary.failed()).isZero();
    }

    @Test
    void a_page_that_cannot_be_read_for_its_size_says_so_and_keeps_its_title() {
        PageQuery query = new PageQuery(List.of(Selection.parse("x[]=*")), false, 1000);
        server.on(
                "/",
                respond(200)
                        .header("Content-Type", "text/html; charset=utf-8")
                        .body("<title>A</title>" + "<div>".repeat(50) + "x".repeat(500)));

        crawl(1, new PagePolicy(query, false), server.url("/"));

        assertThat(sink.records()).extracting(WholeCrawlTest::inShort).containsExactly("line 1: too_large 200 A");
    }

    @Test
    void after_a_retry_the_page_is_that_of_the_last_attempt() {
        client.retries(1);
        server.on(
                "/",
                respond(503).header("Content-Type", "text/html").body("<title>Busy</title>"),
                respond(200).header("Content-Type", "text/plain").body("ok"));

        crawl(1, server.url("/"));

        assertThat(sink.records()).singleElement().satisfies(record -> {
            assertThat(record.page().title()).isNull();
            assertThat(record.page().contentType()).isEqualTo("text/plain");
            assertThat(record.effort().attempts()).isEqualTo(2);
        });
    }

    @Test
    void an_attempt_without_a_head_leaves_nothing_of_the_page_before() {
        server.on(
                        "/a",
                        respond(302)
                                .header("Location", "/b")
                                .header("Content-Type", "text/html")
                                .header("Connection", "close")
                                .body("<title>Moved</title>"))
                .on("/b", raw("").then(Fault.CLOSE));

        crawl(1, server.url("/a"));

        assertThat(sink.records()).singleElement().satisfies(record -> {
            assertThat(record.page()).isEqualTo(Page.NONE);
            assertThat(record.answer().hasStatus()).isFalse();
            assertThat(record.answer().redirects()).containsExactly(server.url("/a"));
        });
    }

    private @Nullable String savedOf(long line) {
        return requireNonNull(line(line).page().extract().saved()).path();
    }

    private static Reply gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return respond(200).header("Content-Encoding", "gzip").body(bytes.toByteArray());
    }

    @Test
    void what_is_whole_and_accepted_is_saved_decoded_under_the_name_of_its_line() throws IOException {
        String large = "0123456789".repeat(30_000);
        saveIn = temporary.resolve("saved");
        client.retries(1);
        server.on("/old", respond(302).header("Location", "/new").body("moved"))
                .on("/new", page("New"))
                .on("/coded/", gzip(large))
                .on("/gone", respond(404).body("gone"))
                .on("/busy", respond(503).body("later"), respond(200).body("now"))
                .on(
                        "/cut",
                        respond(200)
                                .contentLength(90_000)
                                .body("x".repeat(80_000))
                                .then(Fault.CLOSE))
                .on("/empty", respond(204))
                .on("/loop", respond(302).header("Location", "/loop").body("round"));

        crawl(
                3,
                server.url("/old"),
                server.url("/coded/"),
                server.url("/gone"),
                server.url("/busy"),
                server.url("/cut"),
                server.url("/empty"),
                server.url("/loop"),
                "no url");

        String host = server.url("").replace("http://", "http/").replace(":", "_");
        assertThat(savedOf(1)).isEqualTo(host + "/old");
        assertThat(saveIn.resolve(host + "/old")).content().contains("<title>New</title>");
        assertThat(savedOf(2)).isEqualTo(host + "/coded/index.html");
        assertThat(saveIn.resolve(host + "/coded/index.html")).hasContent(large);
        assertThat(saveIn.resolve(host + "/busy")).hasContent("now");
        assertThat(saveIn.resolve(host + "/empty")).isEmptyFile();
        for (int line : new int[] {3, 5, 7, 8})
            assertThat(savedOf(line)).as("line %d", line).isNull();
        try (Stream<Path> files = Files.walk(saveIn)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(4);
        }
        assertThat(line(2).page().bytes()).isEqualTo(large.length());
    }

    @Test
    void line_whose_body_cannot_be_saved_has_no_record_and_is_the_last() throws IOException {
        saveIn = temporary.resolve("saved");
        for (int i = 0; i < 20; i++) server.on("/" + i, page("Page " + i));
        Path inTheWay = saveIn.resolve("http");
        Files.createDirectories(saveIn);
        String name = "http";
        for (int i = 0; i < 10; i++) { // and all names that would do instead
            Files.writeString(saveIn.resolve(name), "");
            name += "~";
        }
        String[] urls =
                IntStream.range(0, 20).mapToObj(i -> server.url("/" + i)).toArray(String[]::new);

        assertThatThrownBy(() -> crawl(2, urls)).hasCauseInstanceOf(SinkException.class);

        assertThat(sink.records()).as("not even one that was cut off").isEmpty();
        assertThat(server.requests()).as("nothing more is asked").hasSizeLessThan(10);
        assertThat(inTheWay).isEmptyFile();
    }

    @Test
    void the_server_never_sees_more_at_once_than_allowed() throws IOException {
        ServeConfig slow = ServeConfig.of(Scenario.PAGES).withLatency(Duration.ofMillis(5), Duration.ofMillis(10));
        try (MockServer pages = MockServer.start(slow)) {
            client.everythingAt(pages.address());
            String[] urls = IntStream.range(0, 100)
                    .mapToObj(i -> "http://h" + i % 7 + ".test/page/" + i)
                    .toArray(String[]::new);

            assertThat(crawl(8, urls)).isEqualTo(new CrawlEnd.Completed());

            assertThat(pages.stats().mostInFlight()).isLessThanOrEqualTo(8);
            assertThat(client.pipeline().admission().mostInFlight()).isLessThanOrEqualTo(8);
            assertThat(sink.records())
                    .hasSize(100)
                    .allMatch(record -> record.error() == null && record.page().title() != null);
        }
    }

    @Test
    void nor_more_at_one_host_than_that_allows() throws IOException {
        ServeConfig slow = ServeConfig.of(Scenario.PAGES).withLatency(Duration.ofMillis(2), Duration.ofMillis(5));
        try (MockServer pages = MockServer.start(slow)) {
            client.perHost(3).everythingAt(pages.address());
            String[] urls =
                    IntStream.range(0, 60).mapToObj(i -> "http://one.test/" + i).toArray(String[]::new);

            crawl(20, urls);

            assertThat(pages.stats().mostInFlight()).isLessThanOrEqualTo(3);
            assertThat(pages.stats().accepted())
                    .as("connections are used again")
                    .isLessThanOrEqualTo(3);
            assertThat(sink.records()).hasSize(60);
        }
    }

    @Test
    void a_thousand_lines_of_a_site_ask_for_its_robots_txt_once_and_each_has_its_record() {
        client.obeyingRobots().perHost(1);
        server.on("/robots.txt", respond(200).body("User-agent: simul\nDisallow: /even/*1$\n"));
        String[] lines = IntStream.rangeClosed(1, 1_000)
                .mapToObj(i -> server.url(i % 2 == 0 ? "/even/" + i + "1" : "/" + i + "?odd"))
                .toArray(String[]::new);

        CrawlEnd end = crawl(100, lines);

        assertThat(end).isEqualTo(new CrawlEnd.Completed());
        assertThat(sink.records()).hasSize(1_000);
        assertThat(summary.byError()).containsOnlyKeys(ErrorKind.ROBOTS).containsEntry(ErrorKind.ROBOTS, 500L);
        assertThat(server.requests())
                .hasSize(501)
                .filteredOn(request -> request.target().equals("/robots.txt"))
                .hasSize(1);
        assertThat(line(2).error()).isEqualTo(new FetchError.Robots(server.url(""), "forbids it: Disallow: /even/*1$"));
        assertThat(line(2).effort().attempts()).isZero();
    }
}
