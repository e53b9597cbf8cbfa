package dev.simul.cli;

import dev.simul.fetch.FetchCall;
import dev.simul.fetch.FetchPipeline;
import dev.simul.html.PageReader;
import dev.simul.http.BodyHandler.BodySink;
import dev.simul.http.Reply;
import dev.simul.serve.MockServer;
import dev.simul.task.Loop;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.time.Clock;

/**
 * Asks the mock server for its ready page, by the very pipeline that will crawl: that it answers, over TLS that this pipeline
 * trusts, is then known before the first URL is taken. It also takes what a process does only once (loading the TLS library,
 * reading certificates) out of the first requests' time, which is to be the crawl's alone.
 */
final class MockCheck {
    private MockCheck() {}

    /**
     * Returns once the mock server has answered.
     *
     * @throws IllegalStateException if it does not: a defect
     */
    static void run(Loop loop, FetchPipeline pipeline, Clock clock) {
        Url url;
        try {
            url = Url.parse(MockServer.READY_URL);
        } catch (UrlSyntaxException e) {
            throw new IllegalStateException(e);
        }
        FetchCall call = new FetchCall(loop, clock, url, head -> read(PageReader.open(head.first("Content-Type"))));
        Reply reply = loop.runUntilComplete(pipeline.fetcher().fetch(url, call));
        if (reply.error() != null || reply.head() == null || reply.head().status() != 200) {
            throw new IllegalStateException("the mock server is not ready: " + reply);
        }
    }

    private static BodySink read(PageReader page) {
        return page::accept;
    }
}
