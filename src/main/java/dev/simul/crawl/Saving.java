package dev.simul.crawl;

import dev.simul.result.Extract;
import dev.simul.result.Saved;
import dev.simul.save.BodySaver;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which bodies are saved. Loop thread.
 *
 * @param saver null where none are
 * @param accepted statuses whose bodies are
 */
record Saving(@Nullable BodySaver saver, AcceptedStatuses accepted) {
    /** Whether the body of a response is to be saved. */
    boolean saves(int status) {
        return saver != null && accepted.contains(status);
    }

    /**
     * Begins a body that is to be saved.
     *
     * @param hold see {@link BodySaver#begin}
     */
    BodySaver.@Nullable Body begin(Consumer<Boolean> hold) {
        return saver == null ? null : saver.begin(hold);
    }

    /**
     * The record's extract, with where the body is.
     *
     * @param path null where it is nowhere
     */
    Extract marked(Extract extract, @Nullable String path) {
        if (saver == null) return extract;
        return extract.withSaved(path == null ? Saved.NOTHING : new Saved(path));
    }

    /** Whether the disk is what is waited for. */
    boolean isFull() {
        return saver != null && saver.isFull();
    }
}
