package dev.simul.cli;

import dev.simul.crawl.PagePolicy;
import dev.simul.fetch.FetchCall;
import dev.simul.fetch.FetchPipeline;
import dev.simul.html.PageMemory;
import dev.simul.html.PageReader;
import dev.simul.http.BodyHandler.BodySink;
import dev.simul.http.Reply;
import dev.simul.serve.MockServer;
import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the mock server for its ready page over many connections at once, by the very pipeline that will crawl: that it answers,
 * over TLS that this pipeline trusts, is then known before the first URL is taken.
 *
 * <p>It also takes what a process does only once (loading the TLS library, compiling what both ends of this process run) out of
 * the first requests' time: with a mock server the time is to be the crawl's, as that of a server elsewhere would be.
 */
final class MockCheck {
    private static final int CONNECTIONS = 64;

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
        List<Task<Reply>> replies = new ArrayList<>(CONNECTIONS);
        for (int i = 0; i < CONNECTIONS; i++) {
            FetchCall call =
                    new FetchCall(loop, clock, url, head -> read(PagePolicy.TITLE.open(head, PageMemory.ofHeap())));
            replies.add(pipeline.unlimited().fetch(url, call));
        }
        for (Reply reply : loop.runUntilComplete(loop.gather(replies))) {
            if (reply.error() != null || reply.head() == null || reply.head().status() != 200) {
                throw new IllegalStateException("the mock server is not ready: " + reply);
            }
        }
    }

    private static BodySink read(PageReader page) {
        return page::accept;
    }
}
