package dev.simul.frontier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.DataType;
import org.jspecify.annotations.Nullable;

/** A file of sorted maps, with a bounded cache. One thread at a time; any method may throw {@link MVStoreException}. */
final class MapFile {
    private static final int CACHE_MEGABYTES = 16;

    /** How much may have changed in memory before it is written. */
    private static final int MAX_UNSAVED_BYTES = 4 << 20;

    private final String name;
    private final MVStore store;
    /** What is to be deleted at the end; null where that has been done, or the file is to stay. */
    private @Nullable Path debris;

    private MapFile(String name, MVStore store, @Nullable Path debris) {
        this.name = name;
        this.store = store;
        this.debris = debris;
    }

    /** Opens a file that stays, or makes it. */
    static MapFile open(Path file) throws FrontierException {
        // Space of what is not used any more is used again after a second, and not while a version needs it that a
        // crash may go back to.
        return new MapFile(file.toString(), open(file, 1_000), null);
    }

    /**
     * Makes one that nobody will read again.
     *
     * @param folder where; null for where temporary files are
     */
    static MapFile temporary(@Nullable Path folder) throws FrontierException {
        Path file;
        try {
            file = folder == null
                    ? Files.createTempFile("simul-frontier", ".tmp")
                    : Files.createTempFile(folder, ".simul-frontier", ".tmp");
        } catch (IOException e) {
            throw new FrontierException(
                    "cannot keep what is to be visited in " + (folder == null ? "a temporary file" : folder), e);
        }
        MVStore store = open(file, 0);
        // Where files may be deleted that are open, not even a kill leaves it behind.
        return new MapFile(file.toString(), store, delete(file) ? null : file);
    }

    private static boolean delete(Path file) {
        try {
            Files.delete(file);
            return true;
        } catch (IOException open) {
            return false;
        }
    }

    private static MVStore open(Path file, int retentionMillis) throws FrontierException {
        try {
            MVStore store = new MVStore.Builder()
                    .fileName(file.toString())
                    .autoCommitDisabled() // no thread of its own: this one decides when
                    .cacheSize(CACHE_MEGABYTES)
                    .open();
            store.setRetentionTime(retentionMillis);
            return store;
        } catch (MVStoreException e) {
            throw new FrontierException(file.toString(), e);
        }
    }

    /** What messages call it. */
    String name() {
        return name;
    }

    <K, V> MVMap<K, V> map(String name, DataType<K> keys, DataType<V> values) {
        return store.openMap(name, new MVMap.Builder<K, V>().keyType(keys).valueType(values));
    }

    /** Writes what has changed to the operating system. */
    void commit() {
        store.commit();
    }

    /** Does so if there is so much that memory asks for it. */
    void commitIfLarge() {
        if (store.getUnsavedMemory() > MAX_UNSAVED_BYTES) store.commit();
    }

    /** Bytes of the file. */
    long size() {
        return store.getFileStore().size();
    }

    /** Ends with it as it was written last. Any number of times. */
    void close() {
        store.closeImmediately();
        if (debris != null) delete(debris);
        debris = null;
    }
}
