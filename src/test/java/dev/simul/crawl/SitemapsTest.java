package dev.simul.crawl;

import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.frontier.FollowLimits;
import dev.simul.frontier.Frontier;
import dev.simul.frontier.FrontierException;
import dev.simul.frontier.FrontierStore;
import dev.simul.frontier.Given;
import dev.simul.frontier.Scope;
import dev.simul.robots.ProductToken;
import dev.simul.serve.Fault;
import dev.simul.serve.Reply;
import dev.simul.serve.ScriptedServer;
import dev.simul.serve.SeenRequest;
import dev.simul.sitemap.SitemapReader;
import dev.simul.source.LineFeed;
import dev.simul.source.LineFilter;
import dev.simul.source.SourceException;
import dev.simul.source.SourcePoll;
import dev.simul.task.Task;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.MemorySink;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Trees of sitemaps, and what becomes of those that are none. */
class SitemapsTest {
    @RegisterExtension
    final ClientFixture client = new ClientFixture();

    private final ScriptedServer server = ScriptedServer.start();
    private final MemorySink sink = new MemorySink();
    private final List<String> complaints = new ArrayList<>();
    /** What the frontier waits for, where there is a line to come. */
    private final CountDownLatch line = new CountDownLatch(1);

    private @Nullable Frontier frontier;
    private @Nullable Sitemaps sitemaps;
    private @Nullable Crawl crawl;

    @AfterEach
    void stop() throws FrontierException {
        line.countDown();
        if (frontier != null) frontier.finish(false);
        server.close();
    }

    private static final class NoLines implements LineFeed {
        @Override
        public SourcePoll poll() {
            return SourcePoll.Signal.END;
        }

        @Override
        public void onReady(Runnable wake) {}

        @Override
        public @Nullable SourceException failure() {
            return null;
        }

        @Override
        public void close() {}
    }

    private Task<CrawlEnd> start(Scope scope, LineFeed lines, String... paths) throws Exception {
        AcceptedStatuses accepted = AcceptedStatuses.parse("100..=399");
        CrawlConfig config = new CrawlConfig(1_000, false, accepted, PagePolicy.TITLE, CrawlConfig.DEFAULT_GRACE);
        FollowLimits limits = new FollowLimits(0, scope, FollowLimits.NO_LIMIT, FollowLimits.NO_LIMIT);
        Frontier found = Frontier.start(
                FrontierStore.temporary(), limits, new Given(lines, true, LineFilter.all(), 0, paths.length));
        frontier = found;
        client.concurrency(4);
        Crawl started = new Crawl(
                client.time().loop(),
                Clock.systemUTC(),
                client.pipeline().fetcher(),
                client.pipeline().admission(),
                found,
                new LinkFollower(client.time().loop(), found, 0, ProductToken.SIMUL, accepted),
                sink,
                config,
                new CrawlSummary(client.time().loop()));
        crawl = started;
        Sitemaps named = new Sitemaps(
                client.time().loop(),
                Clock.systemUTC(),
                client.pipeline().fetcher(),
                client.pipeline().admission(),
                found,
                Stream.of(paths).map(server::url).map(SitemapsTest::url).toList(),
                scope,
                complaints::add);
        sitemaps = named;
        started.read(named);
        return started.start();
    }

    private static Url url(String text) {
        try {
            return Url.parse(text);
        } catch (UrlSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads them and visits what they name. @return the paths of what was visited */
    private List<String> crawl(Scope scope, String... paths) throws Exception {
        assertThat(client.time().run(start(scope, new NoLines(), paths))).isEqualTo(new CrawlEnd.Completed());
        return sink.records().stream()
                .map(record -> record.target().url().replace(server.url(""), ""))
                .toList();
    }

    private boolean hasFailed() {
        return sitemaps != null && sitemaps.hasFailed();
    }

    private List<String> asked() {
        return server.requests().stream().map(SeenRequest::target).toList();
    }

    private Reply index(String... paths) {
        StringBuilder xml = new StringBuilder("<sitemapindex>");
        for (String path : paths)
            xml.append("<sitemap><loc>").append(whole(path)).append("</loc></sitemap>");
        return respond(200).body(xml.append("</sitemapindex>").toString());
    }

    private Reply urls(String... paths) {
        StringBuilder xml = new StringBuilder("<urlset>");
        for (String path : paths) xml.append("<url><loc>").append(whole(path)).append("</loc></url>");
        return respond(200).body(xml.append("</urlset>").toString());
    }

    private String whole(String path) {
        return path.startsWith("/") ? server.url(path) : path;
    }

    private static byte[] gzip(String beginning, int spaces) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(beginning.getBytes(StandardCharsets.US_ASCII));
            byte[] block = new byte[1 << 16];
            Arrays.fill(block, (byte) ' ');
            for (int written = 0; written < spaces; written += block.length) gzip.write(block);
        }
        return out.toByteArray();
    }

    @Test
    void indexes_that_name_one_another_are_each_read_once() throws Exception {
        server.on("/a.xml", index("/a.xml", "/b.xml", "/leaf.xml"));
        server.on("/b.xml", index("/a.xml", "/b.xml#again", "/leaf.xml"));
        server.on("/leaf.xml", urls("/1", "/1"));

        assertThat(crawl(Scope.HOST, "/a.xml")).containsExactly("/1");

        assertThat(asked()).containsExactly("/a.xml", "/b.xml", "/leaf.xml", "/1");
        assertThat(complaints).isEmpty();
        assertThat(hasFailed()).isFalse();
    }

    @Test
    void indexes_may_be_so_deep_and_no_deeper() throws Exception {
        server.on("/0.xml", index("/1.xml"));
        server.on("/1.xml", index("/2.xml"));
        server.on("/2.xml", index("/3.xml", "/leaf.xml"));
        server.on("/3.xml", index("/4.xml"));
        server.on("/leaf.xml", urls("/1"));

        assertThat(crawl(Scope.HOST, "/0.xml")).containsExactly("/1");

        assertThat(asked()).doesNotContain("/4.xml");
        assertThat(complaints)
                .containsExactly("sitemap " + server.url("/3.xml") + " is an index below 3 others, which is too deep");
        assertThat(hasFailed()).isTrue();
    }

    @Test
    void bombs_are_stopped_and_the_next_one_is_read() throws Exception {
        byte[] bomb = gzip("<urlset>", SitemapReader.MAX_BYTES + 1);
        server.on("/coded.xml", respond(200).header("Content-Encoding", "gzip").body(bomb));
        server.on("/file.xml.gz", respond(200).body(bomb));
        server.on(
                "/long.xml",
                respond(200).contentLength(SitemapReader.MAX_BYTES + 1L).then(Fault.CLOSE));
        server.on("/good.xml", urls("/1"));

        assertThat(crawl(Scope.HOST, "/coded.xml", "/file.xml.gz", "/long.xml", "/good.xml"))
                .containsExactly("/1");

        assertThat(complaints).hasSize(3);
        assertThat(complaints.get(0)).startsWith("sitemap " + server.url("/coded.xml") + " cannot be read: ");
        assertThat(complaints.get(1))
                .isEqualTo("sitemap " + server.url("/file.xml.gz")
                        + " cannot be read to its end: it is not whole: it has more than 52,428,800 bytes");
        assertThat(complaints.get(2)).startsWith("sitemap " + server.url("/long.xml") + " cannot be read: ");
        assertThat(hasFailed()).isTrue();
    }

    @Test
    void what_a_document_type_names_is_not_asked_for() throws Exception {
        String dtd = server.url("/evil.dtd");
        server.on("/a.xml", respond(200).body("<!DOCTYPE urlset SYSTEM '" + dtd + "'><urlset/>"));
        server.on(
                "/b.xml",
                respond(200)
                        .body("<!DOCTYPE x [<!ENTITY e SYSTEM '" + dtd
                                + "'>]><urlset><url><loc>&e;</loc></url></urlset>"));

        assertThat(crawl(Scope.HOST, "/a.xml", "/b.xml")).isEmpty();

        assertThat(asked()).containsExactly("/a.xml", "/b.xml");
        assertThat(complaints).hasSize(2).allMatch(complaint -> complaint.contains("it has a document type"));
    }

    @Test
    void of_other_hosts_it_may_speak_as_far_as_the_scope_goes() throws Exception {
        String other = "http://localhost:" + server.port();
        server.on("/a.xml", index("/leaf.xml", other + "/other.xml"));
        server.on("/leaf.xml", urls("/1", other + "/2", "http://127.0.0.1:1/3"));
        server.on("/other.xml", urls("/4", other + "/5"));

        assertThat(crawl(Scope.HOST, "/a.xml")).containsExactly("/1");

        assertThat(asked()).containsExactly("/a.xml", "/leaf.xml", "/1");
        assertThat(complaints)
                .containsExactly(
                        "sitemap " + server.url("/a.xml")
                                + ": a URL left out that it may not speak of, being elsewhere; --scope all takes them",
                        "sitemap " + server.url("/leaf.xml")
                                + ": 2 URLs left out that it may not speak of, being elsewhere; --scope all takes them");
        assertThat(hasFailed()).as("that is no failure").isFalse();
    }

    @Test
    void without_a_scope_it_may_speak_of_all() throws Exception {
        String other = "http://localhost:" + server.port();
        client.resolve("localhost:" + server.port() + ":127.0.0.1");
        server.on("/a.xml", index("/leaf.xml", other + "/other.xml"));
        server.on("/leaf.xml", urls("/1", other + "/2"));
        server.on("/other.xml", urls("/4", other + "/5"));

        assertThat(crawl(Scope.ALL, "/a.xml")).containsExactlyInAnyOrder("/1", other + "/2", "/4", other + "/5");
        assertThat(complaints).isEmpty();
    }

    @Test
    void an_interrupt_while_one_is_fetched_ends_that() throws Exception {
        server.on("/a.xml", respond(200).contentLength(100).body("<urlset>").then(Fault.STALL));
        Task<CrawlEnd> end = start(Scope.HOST, new NoLines(), "/a.xml");
        client.time().until(() -> !server.requests().isEmpty(), "the request");

        if (crawl != null) crawl.interrupt();

        assertThat(client.time().run(end)).isEqualTo(new CrawlEnd.Interrupted());
        assertThat(sink.records()).isEmpty();
        assertThat(complaints).isEmpty();
    }

    /** Whoever reads waits for the frontier, which waits for a line. */
    @Test
    void an_interrupt_while_one_is_read_ends_that() throws Exception {
        CountDownLatch isAsked = new CountDownLatch(1);
        LineFeed slow = new LineFeed() {
            private final LineFeed none = new NoLines();

            @Override
            public SourcePoll poll() {
                isAsked.countDown();
                try {
                    line.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return none.poll();
            }

            @Override
            public void onReady(Runnable wake) {}

            @Override
            public @Nullable SourceException failure() {
                return null;
            }

            @Override
            public void close() {}
        };
        server.on("/a.xml", urls("/1"));
        Task<CrawlEnd> end = start(Scope.HOST, slow, "/a.xml");
        isAsked.await();
        client.time().until(() -> client.time().loop().pendingWork() == 1, "the reader");

        if (crawl != null) crawl.interrupt();

        assertThat(client.time().run(end)).isEqualTo(new CrawlEnd.Interrupted());
        assertThat(sink.records()).isEmpty();
        assertThat(complaints).isEmpty();
        line.countDown();
        client.time().until(() -> client.time().loop().pendingWork() == 0, "the end of the reader");
    }
}
