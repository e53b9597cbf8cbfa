package dev.simul.frontier;

import dev.simul.source.Found;
import dev.simul.source.SourceLine;
import dev.simul.source.SourcePoll;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Decides what is visited, and when. Frontier's thread only, but for {@link #isCut} and {@link #leftOut}. */
final class Deliveries {
    /** Characters: as long as a line may be. Longer links are traps rather than pages. */
    private static final int MAX_URL_LENGTH = 64 * 1024;

    private final FrontierStore store;
    private final FollowLimits limits;
    private final Given given;

    private boolean linesHaveEnded;
    private int feeds;
    /** Visits whose end has not been reported. */
    private long inFlight;
    /** Records that there are or will be. */
    private long records;

    private long sequence;
    /** The depth that is being visited, of what was found. */
    private int stage;
    /** Behind the key of what was looked at last. */
    private long cursor;

    private volatile boolean isCut;
    /** How many of those that were found are delivered, or will not be. */
    private final AtomicLong lookedAt = new AtomicLong();

    private final AtomicLong leftOutOfHosts = new AtomicLong();

    Deliveries(FrontierStore store, FollowLimits limits, Given given) {
        this.store = store;
        this.limits = limits;
        this.given = given;
        this.records = given.done();
        this.feeds = given.feeds();
    }

    FrontierStore store() {
        return store;
    }

    /** Whether a limit on the number of URLs has kept one out. Any thread. */
    boolean isCut() {
        return isCut;
    }

    /** What limits on the number of URLs have kept out so far. Any thread. */
    LeftOut leftOut() {
        return new LeftOut(isCut ? store.found() - lookedAt.get() : 0, leftOutOfHosts.get());
    }

    // ---- out

    /** Whether there will be nothing more. */
    boolean hasEnded() {
        return isCut || (linesHaveEnded && feeds == 0 && inFlight == 0 && store.next(cursor) == null);
    }

    /** The next to visit; null if there is none for the time being. */
    @Nullable
    SourceLine next() {
        while (!linesHaveEnded && !isCut) {
            SourcePoll poll = given.lines().poll();
            if (poll == SourcePoll.Signal.END) linesHaveEnded = true;
            if (poll == SourcePoll.Signal.EMPTY) {
                if (given.waitsForLines()) return null;
                break;
            }
            if (poll instanceof SourceLine line) {
                SourceLine delivered = fromSource(line);
                if (delivered != null) return delivered;
            }
        }
        return nextFound();
    }

    private @Nullable SourceLine fromSource(SourceLine line) {
        Url url = urlOf(line);
        if (url != null) {
            store.coverLine(url.hrefWithoutFragment());
            if (countsHosts()) store.hosts().add(hostOf(url));
        }
        if (!given.wanted().isWanted(line.text(), line.line())) return null;
        return delivered(line, new Found(0, null, "", false));
    }

    private @Nullable SourceLine nextFound() {
        while (!isCut) {
            Long key = store.next(cursor);
            if (key == null) return null;
            int itsStage = FrontierStore.stageOf(key);
            // Those before it may still find URLs that belong before it.
            if (itsStage > stage && (inFlight > 0 || feeds > 0)) return null;
            stage = itsStage;
            cursor = key + 1;
            SourceLine delivered = found(store.entry(key));
            if (!isCut) lookedAt.incrementAndGet();
            if (delivered != null) return delivered;
        }
        return null;
    }

    private @Nullable SourceLine found(Entry entry) {
        String host = countsHosts() ? hostOf(parsed(entry.url())) : "";
        boolean isDone = !given.wanted().isWanted(entry.url(), Frontier.FOUND_LINE);
        if (!isDone) {
            if (store.isCovered(entry)) return null;
            if (countsHosts() && store.hosts().of(host) >= limits.maxUrlsPerHost()) {
                leftOutOfHosts.incrementAndGet();
                if (limits.depth() > 0) store.duplicates().lost(Set.of(entry.url()), true, this::follow);
                return null;
            }
        }
        if (countsHosts()) store.hosts().add(host);
        if (isDone) return null;
        Found found = new Found(entry.depth(), entry.from(), entry.root(), entry.isCanonical());
        return delivered(new SourceLine(0, entry.url(), SourceLine.NO_LINE, null), found);
    }

    private @Nullable SourceLine delivered(SourceLine line, Found found) {
        if (records >= limits.maxUrls()) {
            isCut = true;
            return null;
        }
        records++;
        inFlight++;
        return line.followed(sequence++, found);
    }

    private boolean countsHosts() {
        return limits.maxUrlsPerHost() != FollowLimits.NO_LIMIT;
    }

    private static String hostOf(Url url) {
        return Scope.HOST.rootOf(url);
    }

    /** Null if it has none that is visited. */
    private static @Nullable Url urlOf(SourceLine line) {
        if (line.defect() != null) return null;
        try {
            Url url = Url.parse(line.text());
            return url.isHttp() ? url : null;
        } catch (UrlSyntaxException e) {
            return null;
        }
    }

    private static Url parsed(String url) {
        try {
            return Url.parse(url);
        } catch (UrlSyntaxException e) {
            throw new IllegalStateException("no URL any more: " + url, e);
        }
    }

    // ---- in

    void onVisited(SourceLine line, Visited visited) {
        inFlight--;
        Found found = line.found();
        if (found == null) throw new IllegalArgumentException("not delivered by a frontier: " + line);
        Url redirectedTo = visited.redirectedTo();
        if (redirectedTo != null) store.cover(redirectedTo.hrefWithoutFragment(), found.depth());
        if (limits.depth() == 0 || line.isRepeated()) return;
        Url page = visited.page();
        Set<String> names = names(line, page == null ? redirectedTo : page);
        if (page == null || found.depth() >= limits.depth()) {
            boolean mayBeNamed = found.depth() < limits.depth() || !given.waitsForLines();
            store.duplicates().lost(names, mayBeNamed, this::follow);
            return;
        }
        String roots = found.root().isEmpty() && found.depth() == 0 ? rootsOf(line, page) : found.root();
        HeldLinks links = linksOf(line, page, visited.links(), found.depth(), roots);
        String canonical = canonical(visited.canonical(), roots);
        boolean isDuplicate = canonical != null && !found.isCanonical() && !names.contains(canonical);
        if (canonical != null && isDuplicate && store.duplicates().leave(links, canonical)) {
            add(new Entry(canonical, found.depth(), links.page(), found.root(), true));
            return;
        }
        store.duplicates().followed(names, found.depth(), this::follow); // those of lesser depth before its own
        follow(links);
    }

    private HeldLinks linksOf(SourceLine line, Url page, List<Url> links, int depth, String roots) {
        Url asked = urlOf(line);
        String href = page.hrefWithoutFragment();
        List<String> followed = links.stream()
                .filter(link -> limits.scope().contains(link, roots))
                .map(Url::hrefWithoutFragment)
                .toList();
        return new HeldLinks(depth, asked == null ? href : asked.hrefWithoutFragment(), href, roots, followed);
    }

    /** Null if it is none that may be visited. */
    private @Nullable String canonical(@Nullable Url url, String roots) {
        if (url == null || !limits.scope().contains(url, roots)) return null;
        String href = url.hrefWithoutFragment();
        return href.length() > MAX_URL_LENGTH ? null : href;
    }

    private void follow(HeldLinks links) {
        for (String link : links.links()) {
            add(new Entry(link, links.depth() + 1, links.page(), links.roots(), false));
        }
    }

    private void add(Entry entry) {
        if (entry.url().length() <= MAX_URL_LENGTH) store.add(entry, Math.max(stage, entry.depth()));
    }

    /** The URLs of a visit. */
    private static Set<String> names(SourceLine line, @Nullable Url answered) {
        Set<String> names = new LinkedHashSet<>();
        Url asked = urlOf(line);
        if (asked != null) names.add(asked.hrefWithoutFragment());
        if (answered != null) names.add(answered.hrefWithoutFragment());
        return names;
    }

    /** A line stands for where it leads as well: most that begin with {@code http://} lead to {@code https://}. */
    private String rootsOf(SourceLine line, Url page) {
        Url url = urlOf(line);
        String end = limits.scope().rootOf(page);
        String start = url == null ? end : limits.scope().rootOf(url);
        return start.equals(end) ? end : start + " " + end;
    }

    void onNamed(Iterable<Url> urls, String from) {
        for (Url url : urls) add(new Entry(url.hrefWithoutFragment(), 0, from, "", false));
    }

    void onFeedEnded(String what) {
        feeds--;
        if (!what.isEmpty()) store.mark(what);
    }
}
