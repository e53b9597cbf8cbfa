package dev.simul.frontier;

import dev.simul.fingerprint.Fingerprinter;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The links of pages that have said they are duplicates of another one: held until that one brings its own, given back if it brings
 * none. On disk, for there may be many. One thread at a time.
 *
 * <p>There are no chains: a page that others have left their links to brings its own, whatever it says.
 */
final class Duplicates {
    /** Fates of a page: its links were followed at the depth that comes next; it has brought none; else the URL it has left them to. */
    private static final char FOLLOWED = '=';

    private static final String LOST = "-";

    private final MapFile file;
    private final MapFile fateFile;
    private final Fingerprinter fingerprinter = Fingerprinter.create();
    /** By the URL that they are left to, and arrival; see {@link HeldLinks#encoded}. */
    private final MVMap<String, String> held;
    /** URLs that have brought no links, by arrival. */
    private final MVMap<Long, String> lost;
    /** By the fingerprint of the URL. */
    private final MVMap<Long, String> fates;

    private long arrivals;

    /**
     * Opens them.
     *
     * @param fateFile what is in it need not outlive the process
     */
    Duplicates(MapFile file, MapFile fateFile) {
        this.file = file;
        this.fateFile = fateFile;
        this.held = file.map("held", StringDataType.INSTANCE, StringDataType.INSTANCE);
        this.lost = file.map("lost", LongDataType.INSTANCE, StringDataType.INSTANCE);
        this.fates = fateFile.map("fates", LongDataType.INSTANCE, StringDataType.INSTANCE);
    }

    /** Brings back what an earlier process knew; without what is in the log, see {@link #knownAsFollowed}. */
    void load() {
        for (Iterator<Long> keys = lost.keyIterator(null); keys.hasNext(); ) {
            long key = keys.next();
            String url = lost.get(key);
            if (url != null) put(url, LOST);
            arrivals = key + 1;
        }
        for (Iterator<String> keys = held.keyIterator(null); keys.hasNext(); ) {
            String key = keys.next();
            int end = key.indexOf('\n');
            String text = held.get(key);
            if (text == null) continue;
            for (String name : HeldLinks.decoded(text).names()) put(name, key.substring(0, end));
            arrivals = Math.max(arrivals, Long.parseLong(key.substring(end + 1)) + 1);
        }
    }

    /** The log has links of it. */
    void knownAsFollowed(String url, int depth) {
        put(url, FOLLOWED + Integer.toString(depth));
    }

    private @Nullable String fate(String url) {
        return fates.get(fingerprinter.of(0, url));
    }

    private void put(String url, String fate) {
        fates.put(fingerprinter.of(0, url), fate);
        fateFile.commitIfLarge();
    }

    /**
     * Leaves the links of a duplicate to its canonical URL.
     *
     * @return whether that brings its own, or will, or else has these given back; if not, they are to be followed now
     */
    boolean leave(HeldLinks links, String canonical) {
        for (String name : links.names()) if (firstLeftTo(name) != null) return false;
        String heir = canonical;
        String fate = fate(heir);
        if (fate != null && isHeir(fate)) {
            heir = fate;
            fate = fate(heir);
        }
        if (fate != null && (!isFollowed(fate) || depth(fate) > links.depth())) return false;
        for (String name : links.names()) put(name, fate == null ? heir : fate);
        if (fate == null && !links.links().isEmpty()) {
            held.put(heir + '\n' + arrivals++, links.encoded());
            file.commitIfLarge();
        }
        return true;
    }

    /**
     * The links of a page are followed. So those that were left to it are of no use, but for pages of lesser depth.
     *
     * @param names its URLs
     * @param giveBack takes what is to be followed all the same
     */
    void followed(Set<String> names, int depth, Consumer<HeldLinks> giveBack) {
        for (String name : names) {
            String fate = fate(name);
            if (fate == null || !isFollowed(fate) || depth(fate) > depth) knownAsFollowed(name, depth);
            for (HeldLinks each = takeLeftTo(name); each != null; each = takeLeftTo(name)) {
                if (each.depth() < depth) giveBack(each, giveBack);
            }
        }
    }

    /**
     * A URL has brought no links.
     *
     * @param names its URLs
     * @param mayBeNamed whether there may still be pages that name it, and whose links are followed
     * @param giveBack takes what was left to it
     */
    void lost(Set<String> names, boolean mayBeNamed, Consumer<HeldLinks> giveBack) {
        for (String name : names) {
            if (mayBeNamed && fate(name) == null) {
                put(name, LOST);
                lost.put(arrivals++, name);
                file.commitIfLarge();
            }
            for (HeldLinks each = takeLeftTo(name); each != null; each = takeLeftTo(name)) giveBack(each, giveBack);
        }
    }

    private void giveBack(HeldLinks links, Consumer<HeldLinks> giveBack) {
        for (String name : links.names()) knownAsFollowed(name, links.depth());
        giveBack.accept(links);
    }

    private @Nullable String firstLeftTo(String url) {
        String key = held.ceilingKey(url + '\n');
        return key != null && key.startsWith(url + '\n') ? key : null;
    }

    private @Nullable HeldLinks takeLeftTo(String url) {
        String key = firstLeftTo(url);
        String text = key == null ? null : held.remove(key);
        return text == null ? null : HeldLinks.decoded(text);
    }

    private static boolean isFollowed(String fate) {
        return fate.charAt(0) == FOLLOWED;
    }

    private static boolean isHeir(String fate) {
        return !isFollowed(fate) && !fate.equals(LOST);
    }

    private static int depth(String followed) {
        return Integer.parseInt(followed.substring(1));
    }
}
