package dev.simul.frontier;

import dev.simul.source.Found;
import dev.simul.source.LineFilter;
import dev.simul.source.SourceException;
import dev.simul.source.SourceLine;
import dev.simul.source.SourcePoll;
import dev.simul.source.SourceSpec;
import dev.simul.source.UrlSource;
import dev.simul.url.Url;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plays the loop: takes what a frontier delivers, and reports what visits to a web that is written down have brought. */
final class Visitor implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    final Frontier frontier;
    private final UrlSource source;
    private final Semaphore wakes = new Semaphore(0);
    private final Map<String, Visited> web = new HashMap<>();

    private Visitor(Frontier frontier, UrlSource source) {
        this.frontier = frontier;
        this.source = source;
        frontier.onReady(wakes::release);
    }

    static Visitor start(FrontierStore store, FollowLimits limits, String... lines) {
        return start(store, limits, LineFilter.all(), 0, lines);
    }

    static Visitor start(FrontierStore store, FollowLimits limits, LineFilter wanted, long done, String... lines) {
        byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return start(store, limits, wanted, done, 0, true, new ByteArrayInputStream(bytes));
    }

    static Visitor start(
            FrontierStore store,
            FollowLimits limits,
            LineFilter wanted,
            long done,
            int feeds,
            boolean waitsForLines,
            InputStream lines) {
        try {
            UrlSource source = UrlSource.open(List.of(new SourceSpec.StandardInput()), lines);
            Given given = new Given(source, waitsForLines, wanted, done, feeds);
            return new Visitor(Frontier.start(store, limits, given), source);
        } catch (SourceException e) {
            throw new AssertionError(e);
        }
    }

    static FollowLimits depth(int depth) {
        return new FollowLimits(depth, Scope.HOST, FollowLimits.NO_LIMIT, FollowLimits.NO_LIMIT);
    }

    private static Url url(String path) {
        return ScopeTest.url(path.startsWith("/") ? "http://a.test" + path : path);
    }

    /** The page at {@code path} of {@code a.test}, or of a whole URL, has these links. */
    Visitor page(String path, String... links) {
        List<Url> urls = Stream.of(links).map(Visitor::url).toList();
        web.put(url(path).href(), new Visited(null, url(path), urls, null));
        return this;
    }

    Visitor duplicate(String path, String canonical, String... links) {
        page(path, links);
        Visited page = web.get(url(path).href());
        if (page != null) web.put(url(path).href(), new Visited(null, page.page(), page.links(), url(canonical)));
        return this;
    }

    Visitor redirect(String path, String to, String... links) {
        List<Url> urls = Stream.of(links).map(Visitor::url).toList();
        web.put(url(path).href(), new Visited(url(to), url(to), urls, null));
        return this;
    }

    /** The next line; null at the end. */
    @Nullable
    SourceLine next() throws InterruptedException {
        while (true) {
            switch (frontier.poll()) {
                case SourceLine line -> {
                    return line;
                }
                case SourcePoll.Signal.END -> {
                    return null;
                }
                case SourcePoll.Signal.EMPTY -> {
                    if (!wakes.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) throw new AssertionError("never woken");
                }
            }
        }
    }

    /** The next line, which there has to be. */
    SourceLine line() throws InterruptedException {
        SourceLine line = next();
        if (line == null) throw new AssertionError("the end");
        return line;
    }

    /** Reports what the visit has brought, and waits until that is settled. @return whether it is known */
    boolean report(SourceLine line) throws InterruptedException {
        Semaphore settled = new Semaphore(0);
        boolean[] isKnown = {false};
        Visited nothing = Visited.NOTHING;
        frontier.visited(line, web.getOrDefault(line.text(), nothing), known -> {
            isKnown[0] = known;
            settled.release();
        });
        if (!settled.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) throw new AssertionError("never settled");
        return isKnown[0];
    }

    static String inShort(SourceLine line) {
        Found found = line.found();
        String text = line.text().replace("http://a.test", "");
        return found == null ? text : found.depth() + " " + text;
    }

    /** Visits all, one after the other: depth and path of each. */
    List<String> all() throws InterruptedException {
        List<String> visited = new ArrayList<>();
        for (SourceLine line = next(); line != null; line = next()) {
            visited.add(inShort(line));
            report(line);
        }
        return visited;
    }

    @Override
    public void close() {
        try {
            frontier.finish(false);
        } catch (FrontierException e) {
            throw new AssertionError(e);
        }
        source.close();
    }
}
