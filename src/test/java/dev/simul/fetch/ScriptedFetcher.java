package dev.simul.fetch;

import dev.simul.http.BodyHandler;
import dev.simul.http.HeaderField;
import dev.simul.http.Reply;
import dev.simul.http.ResponseHead;
import dev.simul.result.FetchError;
import dev.simul.result.Timing;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Writes down what it is asked for, and leaves it to the test when and how that ends. */
final class ScriptedFetcher implements Fetcher {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T06:00:00Z"), ZoneOffset.UTC);
    private static final Timing UNTIMED = new Timing(-1, -1, -1, -1, -1, -1);

    /** What was asked for, and is not answered yet. */
    final Deque<Promise<Reply>> open = new ArrayDeque<>();

    /** All that was asked for, in order, with the time at which it was. */
    final List<String> asked = new ArrayList<>();

    final List<String> cancelled = new ArrayList<>();
    private final Loop loop;
    private final long startNanos;

    ScriptedFetcher(Loop loop) {
        this.loop = loop;
        this.startNanos = loop.nanoTime();
    }

    @Override
    public Task<Reply> fetch(Url url, FetchCall call) {
        long millis = Duration.ofNanos(loop.nanoTime() - startNanos).toMillis();
        asked.add(url.href() + " at " + millis);
        Promise<Reply> reply = loop.promise();
        reply.stopBy(() -> {
            open.remove(reply);
            cancelled.add(url.href());
        });
        open.add(reply);
        return reply;
    }

    /** Answers what was asked for first. */
    void answer(Reply reply) {
        open.remove().tryComplete(reply);
    }

    static Reply status(int status, HeaderField... fields) {
        return new Reply(new ResponseHead("http/1.1", status, List.of(fields)), "127.0.0.1:80", 0, 0, 0, UNTIMED, null);
    }

    static Reply redirect(String location) {
        return status(302, new HeaderField("Location", location));
    }

    static Reply failed(FetchError error) {
        return Reply.failed(error);
    }

    static Url url(String text) {
        try {
            return Url.parse(text);
        } catch (UrlSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    FetchCall call(String url) {
        BodyHandler nobody = head -> (bytes, offset, length) -> {};
        return new FetchCall(loop, CLOCK, url(url), nobody);
    }
}
