package dev.simul.crawl;

import dev.simul.frontier.Frontier;
import dev.simul.frontier.FrontierException;
import dev.simul.frontier.Visited;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Extract;
import dev.simul.result.Trail;
import dev.simul.robots.ProductToken;
import dev.simul.robots.RobotsTag;
import dev.simul.source.Found;
import dev.simul.source.SourceLine;
import dev.simul.task.Loop;
import dev.simul.url.Url;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells a {@link Frontier} what visits have brought, before their records are written. Loop thread. */
public final class LinkFollower {
    private final Loop loop;
    private final Frontier frontier;
    private final int depth;
    private final ProductToken robot;
    private final AcceptedStatuses accepted;

    /**
     * Makes one.
     *
     * @param depth how many links a URL may be away from the lines
     * @param robot whom pages may ask not to follow their links
     * @param accepted the statuses of pages whose links are followed
     */
    public LinkFollower(Loop loop, Frontier frontier, int depth, ProductToken robot, AcceptedStatuses accepted) {
        this.loop = loop;
        this.frontier = frontier;
        this.depth = depth;
        this.robot = robot;
        this.accepted = accepted;
    }

    void onFailure(Consumer<FrontierException> listener) {
        frontier.onFailure(failure -> loop.execute(() -> listener.accept(failure)));
    }

    /** Follows those of the page that {@code line} asks for. */
    Following of(SourceLine line) {
        Found found = line.found();
        if (found == null) throw new IllegalArgumentException("not of a frontier: " + line);
        return new Following() {
            @Override
            public SourceLine line() {
                return line;
            }

            @Override
            public boolean wantsLinks() {
                return found.depth() < depth;
            }

            @Override
            public Extract marked(Extract extract) {
                return extract.withTrail(new Trail(found.depth(), found.from()));
            }

            @Override
            public void report(CrawlRecord record, @Nullable Page page, Frontier.Settled settled) {
                frontier.visited(line, visited(record, page), known -> loop.execute(() -> settled.settled(known)));
            }
        };
    }

    private Visited visited(CrawlRecord record, Following.@Nullable Page page) {
        if (page == null || record.error() != null) return Visited.NOTHING;
        Url redirectedTo = record.answer().redirects().isEmpty() ? null : page.url();
        if (!accepted.contains(record.answer().status())) return new Visited(redirectedTo, null, List.of(), null);
        boolean isForbidden = RobotsTag.forbidsFollowing(page.head().all("X-Robots-Tag"), robot);
        List<Url> links = isForbidden ? List.of() : page.outlinks().links();
        return new Visited(redirectedTo, page.url(), links, page.outlinks().canonical());
    }
}
