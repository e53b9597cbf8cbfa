package dev.simul.crawl;

import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.frontier.FollowLimits;
import dev.simul.frontier.Frontier;
import dev.simul.frontier.FrontierException;
import dev.simul.frontier.FrontierStore;
import dev.simul.frontier.Given;
import dev.simul.frontier.Scope;
import dev.simul.html.PageQuery;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Trail;
import dev.simul.robots.ProductToken;
import dev.simul.serve.Reply;
import dev.simul.serve.ScriptedServer;
import dev.simul.source.LineFilter;
import dev.simul.source.SourceException;
import dev.simul.source.SourceSpec;
import dev.simul.source.UrlSource;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.MemorySink;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Which links of what is answered are followed, and what becomes of records whose links cannot be kept. */
class LinkFollowerTest {
    @RegisterExtension
    final ClientFixture client = new ClientFixture();

    @TempDir
    Path folder;

    private final ScriptedServer server = ScriptedServer.start();
    private final MemorySink sink = new MemorySink();

    @AfterEach
    void stop() {
        server.close();
    }

    private CrawlEnd crawl(FrontierStore store, Runnable before, String... urls)
            throws SourceException, FrontierException {
        AcceptedStatuses accepted = AcceptedStatuses.parse("100..=399");
        PagePolicy pages = new PagePolicy(PageQuery.TITLE.followedBy("simul", 1 << 20), false);
        CrawlConfig config = new CrawlConfig(1_000, false, accepted, pages, CrawlConfig.DEFAULT_GRACE);
        FollowLimits limits = new FollowLimits(2, Scope.HOST, FollowLimits.NO_LIMIT, FollowLimits.NO_LIMIT);
        List<SourceSpec> sources = List.<String>of(urls).stream()
                .<SourceSpec>map(SourceSpec.GivenUrl::new)
                .toList();
        client.concurrency(4);
        try (UrlSource source = UrlSource.open(sources, InputStream.nullInputStream())) {
            Frontier frontier = Frontier.start(store, limits, new Given(source, true, LineFilter.all(), 0, 0));
            LinkFollower follower = new LinkFollower(client.time().loop(), frontier, 2, ProductToken.SIMUL, accepted);
            Crawl crawl = new Crawl(
                    client.time().loop(),
                    Clock.systemUTC(),
                    client.pipeline().fetcher(),
                    client.pipeline().admission(),
                    frontier,
                    follower,
                    sink,
                    config,
                    new CrawlSummary(client.time().loop()));
            before.run();
            CrawlEnd end = client.time().run(crawl.start());
            frontier.finish(false);
            return end;
        }
    }

    private static Reply page(int status, String html) {
        return respond(status)
                .header("Content-Type", "text/html; charset=utf-8")
                .body(html);
    }

    private static String path(String url) {
        return url.replaceFirst("http://[^/]*", "");
    }

    private static String inShort(CrawlRecord record) {
        Trail trail = Objects.requireNonNull(record.page().extract().trail());
        String from = trail.from() == null ? "" : " from " + path(trail.from());
        return trail.depth() + " " + path(record.target().url()) + from;
    }

    @Test
    void links_of_pages_that_were_answered_and_allow_it_are_followed() throws Exception {
        server.on("/1", page(200, "<a href=/gone></a><a href=/quiet></a><a href=/old></a><a href=/text></a>"));
        server.on("/gone", page(404, "<a href=/no></a>"));
        server.on(
                "/quiet",
                respond(200)
                        .header("Content-Type", "text/html")
                        .header("X-Robots-Tag", "otherbot: none")
                        .header("X-Robots-Tag", "Simul: nofollow")
                        .body("<a href=/no></a>"));
        server.on("/old", respond(302).header("Location", "/dir/new").body(""));
        server.on("/dir/new", page(200, "<a href=end></a>"));
        server.on("/dir/end", page(200, "<a href=/too-far></a>"));
        server.on("/text", respond(200).header("Content-Type", "text/plain").body("<a href=/no></a>"));

        CrawlEnd end = crawl(FrontierStore.temporary(), () -> {}, server.url("/1"));

        assertThat(end).isEqualTo(new CrawlEnd.Completed());
        assertThat(sink.records().stream().map(LinkFollowerTest::inShort))
                .containsExactlyInAnyOrder(
                        "0 /1",
                        "1 /gone from /1",
                        "1 /quiet from /1",
                        "1 /old from /1",
                        "1 /text from /1",
                        "2 /dir/end from /dir/new");
    }

    @Test
    void page_whose_links_cannot_be_kept_has_no_record() throws Exception {
        server.on("/1", page(200, "<a href=/a></a>"));
        FrontierStore store = FrontierStore.create(folder.resolve("frontier"), Map.of());

        CrawlEnd end = crawl(store, store::close, server.url("/1")); // as it is when a disk is full

        assertThat(end).isInstanceOf(CrawlEnd.FrontierFailed.class);
        assertThat(sink.records()).isEmpty();
    }
}
