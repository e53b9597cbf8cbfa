package dev.simul.cli;

import dev.simul.crawl.AcceptedStatuses;
import dev.simul.crawl.LinkFollower;
import dev.simul.crawl.Sitemaps;
import dev.simul.fetch.FetchPipeline;
import dev.simul.fetch.Shard;
import dev.simul.frontier.FollowLimits;
import dev.simul.frontier.Frontier;
import dev.simul.frontier.FrontierException;
import dev.simul.frontier.FrontierStore;
import dev.simul.frontier.Given;
import dev.simul.frontier.LeftOut;
import dev.simul.journal.Journal;
import dev.simul.robots.ProductToken;
import dev.simul.sink.OutputFile;
import dev.simul.source.LineFilter;
import dev.simul.source.SourceSpec;
import dev.simul.source.UrlSource;
import dev.simul.task.Loop;
import dev.simul.url.Url;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** What a crawl has besides that follows links: where they are kept, from before the first line to after the last record. */
final class LinkCrawl implements AutoCloseable {
    private final FollowLimits limits;
    private final ProductToken robot;
    private final List<SourceSpec> sources;
    /** Those that have not been read wholly by an earlier process; all until that is known. */
    private List<Url> sitemaps;

    private final Map<String, String> about;
    private @Nullable FrontierStore store;
    private @Nullable Frontier frontier;
    private boolean isCut;

    private LinkCrawl(
            FollowLimits limits,
            ProductToken robot,
            List<SourceSpec> sources,
            List<Url> sitemaps,
            Map<String, String> about) {
        this.limits = limits;
        this.robot = robot;
        this.sources = sources;
        this.sitemaps = sitemaps;
        this.about = about;
    }

    /** As the options say; null where they follow no links. */
    static @Nullable LinkCrawl of(ParseResult arguments, ProductToken robot, List<SourceSpec> sources)
            throws UsageException {
        FollowLimits limits = FollowOptions.limits(arguments);
        if (limits == null) return null;
        Map<String, String> about = new LinkedHashMap<>();
        about.put("--depth", Integer.toString(limits.depth()));
        about.put("--scope", FollowOptions.scope(arguments));
        about.put("--max-urls", text(limits.maxUrls()));
        about.put("--max-urls-per-host", text(limits.maxUrlsPerHost()));
        about.put("SOURCE", sources.stream().map(SourceSpec::name).collect(Collectors.joining(" ")));
        List<Url> sitemaps = FollowOptions.sitemaps(arguments);
        about.put("--sitemap", sitemaps.stream().map(Url::href).collect(Collectors.joining(" ")));
        return new LinkCrawl(limits, robot, sources, sitemaps, about);
    }

    /** Whether pages are looked through for links. */
    boolean followsLinks() {
        return limits.depth() > 0;
    }

    private static String text(long limit) {
        return limit == FollowLimits.NO_LIMIT ? "none" : Long.toString(limit);
    }

    /**
     * Takes up what an earlier process has left beside {@code output}.
     *
     * @return null where that has no record yet, and all begins anew
     * @throws FrontierException if it cannot be gone on with
     */
    @Nullable
    FrontierStore resume(Path output) throws FrontierException {
        try {
            if (!Files.isRegularFile(output) || Files.size(output) == 0) return null;
        } catch (IOException unreadable) {
            return null; // which the journal is going to say
        }
        FrontierStore resumed = FrontierStore.resume(FrontierStore.besides(output), about);
        store = resumed;
        return resumed;
    }

    /**
     * Begins to deliver, now that the output is open.
     *
     * @param output null for a stream
     * @param journal what was done before; null for nothing
     */
    Frontier start(UrlSource source, @Nullable OutputFile output, @Nullable Journal journal) throws FrontierException {
        FrontierStore opened = store;
        if (opened == null) opened = create(output);
        store = opened;
        FrontierStore known = opened;
        sitemaps = sitemaps.stream()
                .filter(sitemap -> !Frontier.isMarked(known, sitemap.href()))
                .toList();
        boolean areRepeatable = sources.stream().allMatch(SourceSpec::isRepeatable);
        LineFilter wanted = journal == null ? LineFilter.all() : journal;
        long done = journal == null ? 0 : journal.records();
        Given given = new Given(source, areRepeatable, wanted, done, sitemaps.size());
        Frontier started = Frontier.start(opened, limits, given);
        frontier = started;
        return started;
    }

    private FrontierStore create(@Nullable OutputFile output) throws FrontierException {
        if (output == null || !output.canBeResumed()) return FrontierStore.temporary();
        return FrontierStore.create(FrontierStore.besides(output.path()), about);
    }

    /** Of one loop. Any thread, once it has started. */
    LinkFollower follower(Loop loop, AcceptedStatuses accepted) {
        if (frontier == null) throw new IllegalStateException("not started");
        return new LinkFollower(loop, frontier, limits.depth(), robot, accepted);
    }

    /**
     * What a loop is to fetch of sitemaps; null if nothing is. Any thread, once it has started.
     *
     * @param shard which hosts are the loop's
     */
    @Nullable
    Sitemaps sitemaps(Loop loop, Clock clock, FetchPipeline pipeline, Notices notices, Shard shard) {
        List<Url> its = sitemaps.stream().filter(shard::owns).toList();
        if (frontier == null || its.isEmpty()) return null;
        return new Sitemaps(
                loop, clock, pipeline.fetcher(), pipeline.admission(), frontier, its, limits.scope(), notices::say);
    }

    /** What limits have kept out, until it is complete. */
    LeftOut leftOut() {
        if (frontier == null) throw new IllegalStateException("not started");
        return frontier.leftOut();
    }

    /** The crawl has come to its end, and its records are written: nothing is left to go on with. */
    void complete() throws FrontierException {
        if (frontier == null) throw new IllegalStateException("not started");
        isCut = frontier.isCut();
        frontier.finish(true);
        frontier = null;
        store = null;
    }

    /** Whether there would have been more but for a limit, once it is complete. */
    boolean isCut() {
        return isCut;
    }

    /** What is kept stays as it is. */
    @Override
    public void close() {
        try {
            if (frontier != null) {
                frontier.finish(false);
            } else if (store != null) {
                store.close();
            }
        } catch (FrontierException e) {
            throw new AssertionError("nothing is deleted", e);
        }
    }
}
