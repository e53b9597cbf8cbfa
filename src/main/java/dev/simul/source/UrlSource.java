package dev.simul.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of all sources, one after the other, read ahead by a thread of its own.
 *
 * <p>Memory: at most 1,024 lines and 256 Ki characters are read ahead, plus the batch that is being filled, however long
 * the sources or their lines are. {@link #poll} belongs to one thread, the loop's; the other methods to any.
 */
public final class UrlSource implements LineFeed, AutoCloseable {
    /** For a number that is not known. */
    public static final long UNKNOWN = -1;

    private static final LineBatch NOTHING_TAKEN = new LineBatch();

    private final Handover handover;
    private final SourceReader reader;
    private final Thread thread;

    private LineBatch batch = NOTHING_TAKEN;
    private int next;

    private UrlSource(Handover handover, SourceReader reader) {
        this.handover = handover;
        this.reader = reader;
        this.thread = Thread.ofPlatform().name("simul-source").daemon().unstarted(reader);
    }

    /** Opens all lines of the sources. */
    public static UrlSource open(List<SourceSpec> sources, InputStream standardInput) throws SourceException {
        return open(sources, standardInput, LineFilter.all());
    }

    /**
     * Checks all sources, then begins to read the first.
     *
     * @param filter says which lines are delivered; it runs on the reader's thread, and all it has seen is visible to who has
     *     polled the end
     * @param standardInput read for {@link SourceSpec.StandardInput}, and never closed. Its {@link InputStream#available}
     *     decides when lines are handed over, so it should know about its pipe, as {@code System.in} does
     * @throws SourceException if a file does not exist, is a directory or may not be read, or if standard input is given
     *     twice; nothing has been read then and no thread was started
     */
    public static UrlSource open(List<SourceSpec> sources, InputStream standardInput, LineFilter filter)
            throws SourceException {
        boolean standardInputGiven = false;
        for (SourceSpec source : sources) {
            if (source instanceof SourceSpec.File file) {
                check(file);
            } else if (source instanceof SourceSpec.StandardInput) {
                if (standardInputGiven) throw new SourceException(source.name(), "it is given twice");
                standardInputGiven = true;
            }
        }
        Handover handover = new Handover();
        SourceReader reader = new SourceReader(List.copyOf(sources), standardInput, filter, handover);
        UrlSource opened = new UrlSource(handover, reader);
        opened.thread.start();
        return opened;
    }

    /** By attributes only: to open a named pipe waits for its writer. */
    private static void check(SourceSpec.File file) throws SourceException {
        Path path = file.path();
        try {
            if (Files.readAttributes(path, BasicFileAttributes.class).isDirectory()) {
                throw new SourceException(file.name(), "is a directory");
            }
        } catch (SourceException e) {
            throw e;
        } catch (IOException e) {
            throw new SourceException(file.name(), e);
        }
        if (!Files.isReadable(path)) throw new SourceException(file.name(), "permission denied");
    }

    @Override
    public SourcePoll poll() {
        if (reader.isStopped()) return SourcePoll.Signal.END;
        if (next == batch.size() && batch != LineBatch.END) {
            handover.release(batch);
            batch = NOTHING_TAKEN;
            next = 0;
            LineBatch taken = handover.take();
            // Asked again, because a close in between may have seen nobody to wake.
            if (taken == null) return reader.isStopped() ? SourcePoll.Signal.END : SourcePoll.Signal.EMPTY;
            batch = taken;
        }
        return batch == LineBatch.END ? SourcePoll.Signal.END : batch.get(next++);
    }

    /**
     * How many lines there are in all, those to come included.
     *
     * @param lines {@link #UNKNOWN} where nothing is known
     * @param isExact whether the sources have been read to their end; else it is guessed by what has been read of their bytes
     */
    public record Total(long lines, boolean isExact) {}

    /** How many lines there are, as far as it is known by now. */
    public Total total() {
        return reader.total();
    }

    /**
     * {@inheritDoc}
     *
     * @param wake run on the reader's thread (or on that of {@link #close}, or on this one if lines have come meanwhile)
     */
    @Override
    public void onReady(Runnable wake) {
        handover.onReady(wake);
    }

    @Override
    public @Nullable SourceException failure() {
        return reader.failure();
    }

    /**
     * Stops reading; from now on {@link #poll} returns {@code END}. Any thread, any number of times, never blocks. Where
     * the reader sits in a read that cannot be interrupted (a terminal, a pipe) it stays there until that read returns, as
     * a daemon that keeps no process alive.
     */
    @Override
    public void close() {
        reader.stop();
        thread.interrupt();
        handover.wakeIfStarved();
    }

    /** For tests: the thread that reads. */
    Thread thread() {
        return thread;
    }
}
