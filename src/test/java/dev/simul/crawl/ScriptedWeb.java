package dev.simul.crawl;

import dev.simul.fetch.FetchCall;
import dev.simul.fetch.Fetcher;
import dev.simul.http.Reply;
import dev.simul.http.ResponseHead;
import dev.simul.result.Timing;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.url.Url;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers when the test says so; counts how many wait for it at once. */
final class ScriptedWeb implements Fetcher {
    private static final Timing UNTIMED = new Timing(-1, -1, -1, -1, -1, -1);

    private final Loop loop;
    private final Map<Promise<Reply>, String> open = new LinkedHashMap<>();
    final List<String> asked = new ArrayList<>();
    int mostOpen;

    ScriptedWeb(Loop loop) {
        this.loop = loop;
    }

    @Override
    public Task<Reply> fetch(Url url, FetchCall call) {
        Promise<Reply> reply = loop.promise();
        reply.stopBy(() -> open.remove(reply));
        open.put(reply, url.href());
        asked.add(url.href());
        mostOpen = Math.max(mostOpen, open.size());
        return reply;
    }

    /** What is asked for and not answered, in the order of {@link #answer}'s places. */
    List<String> openUrls() {
        return List.copyOf(open.values());
    }

    int open() {
        return open.size();
    }

    /** Answers the one that was asked for at that place among those that are open, from 0. */
    void answer(int place, int status) {
        remove(place)
                .tryComplete(new Reply(new ResponseHead("http/1.1", status, List.of()), null, 0, 0, 0, UNTIMED, null));
    }

    void fail(int place, Throwable defect) {
        remove(place).tryFail(defect);
    }

    private Promise<Reply> remove(int place) {
        Promise<Reply> reply = new ArrayList<>(open.keySet()).get(place);
        open.remove(reply);
        return reply;
    }
}
