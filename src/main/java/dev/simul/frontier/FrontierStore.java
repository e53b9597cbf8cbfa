package dev.simul.frontier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The log of what was found, on disk, and what follows from it. Memory does not grow with it. One thread at a time: who opens it, then
 * that of its {@link Frontier}.
 */
public final class FrontierStore {
    /** The stage, which is a depth, is in the bits above, the arrival in those below. */
    private static final int ARRIVAL_BITS = 48;

    private static final String ENDING = ".frontier";
    private static final String FORMAT = "1";

    private final @Nullable Path path;
    private final MapFile file;
    private final SeenUrls seen;
    private final HostCounts hosts;
    private final Duplicates duplicates;
    private final MVMap<String, String> about;
    /** By stage and arrival, see {@link Entry#encoded}. */
    private final MVMap<Long, String> queue;
    /** URLs that redirects led to, by depth and arrival. */
    private final MVMap<Long, String> covered;

    private long arrivals;

    private FrontierStore(@Nullable Path path, MapFile file, MapFile seenFile) {
        this.path = path;
        this.file = file;
        this.seen = new SeenUrls(seenFile);
        this.hosts = new HostCounts(seenFile);
        this.duplicates = new Duplicates(file, seenFile);
        this.about = file.map("about", StringDataType.INSTANCE, StringDataType.INSTANCE);
        this.queue = file.map("queue", LongDataType.INSTANCE, StringDataType.INSTANCE);
        this.covered = file.map("covered", LongDataType.INSTANCE, StringDataType.INSTANCE);
    }

    /** Where that of a crawl into {@code output} is. */
    public static Path besides(Path output) {
        return output.resolveSibling(output.getFileName() + ENDING);
    }

    /** One for a crawl that cannot be resumed. */
    public static FrontierStore temporary() throws FrontierException {
        MapFile file = MapFile.temporary(null);
        return new FrontierStore(null, file, MapFile.temporary(null));
    }

    /**
     * A new one, instead of one that is there.
     *
     * @param about what the crawl is made with; another one cannot go on with it
     */
    public static FrontierStore create(Path path, Map<String, String> about) throws FrontierException {
        FrontierStore store = null;
        try {
            Files.deleteIfExists(path);
            store = open(path);
            store.about.put("format", FORMAT);
            store.about.putAll(about);
            store.file.commit();
            return store;
        } catch (IOException | MVStoreException e) {
            if (store != null) store.close();
            throw e instanceof FrontierException known ? known : new FrontierException(path.toString(), e);
        }
    }

    /**
     * The one of a crawl that was broken off.
     *
     * @param about what this crawl is made with
     * @throws FrontierException if there is none, or one that was begun with something else
     */
    public static FrontierStore resume(Path path, Map<String, String> about) throws FrontierException {
        if (!Files.isRegularFile(path)) {
            throw new FrontierException(
                    path
                            + " is not there: the crawl had come to its end, and nothing is left to do, or the file was left somewhere else");
        }
        FrontierStore store = null;
        try {
            store = open(path);
            store.check(about);
            store.load();
            return store;
        } catch (MVStoreException e) {
            if (store != null) store.close();
            throw new FrontierException(path.toString(), e);
        } catch (FrontierException e) {
            if (store != null) store.close();
            throw e;
        }
    }

    private static FrontierStore open(Path path) throws FrontierException {
        MapFile file = MapFile.open(path);
        Path folder = path.toAbsolutePath().getParent();
        try {
            return new FrontierStore(path, file, MapFile.temporary(folder));
        } catch (FrontierException e) {
            file.close();
            throw e;
        }
    }

    private void check(Map<String, String> expected) throws FrontierException {
        if (!FORMAT.equals(about.get("format"))) throw new FrontierException(path + " is of another version of simul");
        for (Map.Entry<String, String> each : expected.entrySet()) {
            String before = about.get(each.getKey());
            if (each.getValue().equals(before)) continue;
            throw new FrontierException("the crawl was begun with another " + each.getKey() + ": " + before
                    + " and not " + each.getValue() + " (" + path + ")");
        }
    }

    private void load() {
        for (Iterator<Long> keys = queue.keyIterator(null); keys.hasNext(); ) {
            long key = keys.next();
            Entry entry = entry(key);
            seen.add(entry.url());
            if (!entry.isCanonical() && entry.depth() > 0) duplicates.knownAsFollowed(entry.from(), entry.depth() - 1);
            arrivals = Math.max(arrivals, arrivalOf(key) + 1);
        }
        for (Iterator<Long> keys = covered.keyIterator(null); keys.hasNext(); ) {
            long key = keys.next();
            String url = covered.get(key);
            if (url != null) seen.cover(url, stageOf(key));
            arrivals = Math.max(arrivals, arrivalOf(key) + 1);
        }
        duplicates.load();
    }

    /** Takes each URL that was found, in the order of their visits. */
    public void forEachFound(Consumer<String> taker) {
        for (Iterator<Long> keys = queue.keyIterator(null); keys.hasNext(); )
            taker.accept(entry(keys.next()).url());
    }

    /** What messages call it. */
    public String name() {
        return path == null ? "the list of what is to be visited" : path.toString();
    }

    // ---- the log

    /**
     * Adds one that is to be visited, unless it is known.
     *
     * @param stage with which depth: its own, or one that is later, if that is being visited already
     * @return whether it was not known
     */
    boolean add(Entry found, int stage) {
        if (!seen.add(found.url())) return false;
        queue.put(key(stage), found.encoded());
        file.commitIfLarge();
        return true;
    }

    /** A redirect has led to it. */
    void cover(String url, int depth) {
        if (seen.cover(url, depth)) covered.put(key(depth), url);
    }

    /** A line has it. That will be so after a crash as well. */
    void coverLine(String url) {
        seen.cover(url, SeenUrls.AS_A_LINE);
    }

    /** Whether it needs no visit at that depth. */
    boolean isCovered(Entry entry) {
        return seen.isCovered(entry.url(), entry.depth());
    }

    HostCounts hosts() {
        return hosts;
    }

    Duplicates duplicates() {
        return duplicates;
    }

    private long key(int stage) {
        return (long) stage << ARRIVAL_BITS | arrivals++;
    }

    static int stageOf(long key) {
        return (int) (key >>> ARRIVAL_BITS);
    }

    private static long arrivalOf(long key) {
        return key & ((1L << ARRIVAL_BITS) - 1);
    }

    /** The key of the first one to be visited at {@code key} or behind it; null if there is none. */
    @Nullable
    Long next(long key) {
        return queue.ceilingKey(key);
    }

    Entry entry(long key) {
        String text = queue.get(key);
        if (text == null) throw new IllegalStateException("no entry: " + key);
        return Entry.decoded(text);
    }

    /** Writes what has changed to the operating system, if a crash is to be survived. */
    void commit() {
        if (path != null) file.commit();
    }

    /** How many were found. Any thread. */
    long found() {
        return queue.sizeAsLong();
    }

    // ---- marks

    /** Remembers that {@code what} is done. */
    void mark(String what) {
        about.put("done " + what, FORMAT);
    }

    boolean isMarked(String what) {
        return about.containsKey("done " + what);
    }

    // ---- the end

    /** Lets go of it; the file stays if it is not temporary. Any number of times. */
    public void close() {
        seen.close();
        file.close();
    }

    /** Lets go of it and deletes the file. */
    void delete() throws FrontierException {
        close();
        try {
            if (path != null) Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new FrontierException(path.toString(), e);
        }
    }
}
