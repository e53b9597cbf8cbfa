package dev.simul.crawl;

import dev.simul.result.CrawlRecord;
import dev.simul.result.ErrorKind;
import dev.simul.result.FetchError;
import dev.simul.result.Target;
import dev.simul.task.Loop;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a crawl does. Its size does not depend on the number of URLs: there are at most 900 statuses. Loop thread.
 */
public final class CrawlSummary implements CrawlListener {
    private final Loop loop;
    private final long startNanos;
    private final Map<Integer, Long> byStatus = new TreeMap<>();
    private final Map<ErrorKind, Long> byError = new EnumMap<>(ErrorKind.class);
    private final Map<Integer, Example> statusExamples = new HashMap<>();
    private final Map<ErrorKind, Example> errorExamples = new EnumMap<>(ErrorKind.class);
    private long done;
    private long failed;
    private long transientFailures;
    private long persistentFailures;
    private long bytes;
    private long wireBytes;
    private long unreadBytes;
    private long unreadBodies;
    private long unreadBodiesOfUnknownLength;

    /**
     * The first URL that failed in some way.
     *
     * @param url as it was given, as far as it is worth showing
     * @param message what was wrong; {@code ""} where a status says that
     */
    public record Example(String url, String message) {
        private static final int LONGEST = 500;

        static Example of(CrawlRecord record) {
            FetchError error = record.error();
            return new Example(cut(record.target().url()), error == null ? "" : cut(error.message()));
        }

        /** Nothing of a long line is to be kept for its beginning. */
        private static String cut(String text) {
            return text.length() <= LONGEST
                    ? text
                    : new String(text.substring(0, LONGEST).toCharArray());
        }
    }

    /** Starts the clock. */
    public CrawlSummary(Loop loop) {
        this.loop = loop;
        this.startNanos = loop.nanoTime();
    }

    @Override
    public void visitStarted(Target target) {}

    @Override
    public void visitEnded(CrawlRecord record, boolean failure) {
        done++;
        if (failure) failed++;
        bytes += record.page().bytes();
        wireBytes += record.page().wireBytes();
        count(record.page().unreadBytes());
        if (record.error() != null) {
            byError.merge(record.error().kind(), 1L, Long::sum);
            errorExamples.computeIfAbsent(record.error().kind(), kind -> Example.of(record));
        } else {
            byStatus.merge(record.answer().status(), 1L, Long::sum);
            if (failure) statusExamples.computeIfAbsent(record.answer().status(), status -> Example.of(record));
        }
    }

    @Override
    public void visitedAgain(boolean failure) {
        if (failure) {
            persistentFailures++;
        } else {
            transientFailures++;
        }
    }

    private void count(long unread) {
        if (unread > 0) {
            unreadBodies++;
            unreadBytes =
                    Math.min(unread, Long.MAX_VALUE - unreadBytes) + unreadBytes; // servers may say what they like
        } else if (unread < 0) {
            unreadBodiesOfUnknownLength++;
        }
    }

    /** How many URLs have their record. */
    public long done() {
        return done;
    }

    /** How many of them had no whole response, or a status that is not accepted. */
    public long failed() {
        return failed;
    }

    /** How many failed and did not when they were visited once more; they are not among {@link #failed}. */
    public long transientFailures() {
        return transientFailures;
    }

    /** How many failed twice. */
    public long persistentFailures() {
        return persistentFailures;
    }

    /** How many whole responses had which status, in its order. */
    public Map<Integer, Long> byStatus() {
        return byStatus;
    }

    /** How many URLs ended by which kind of error. */
    public Map<ErrorKind, Long> byError() {
        return byError;
    }

    /** A URL of that status; null where it does not count as failed. */
    public @Nullable Example example(int status) {
        return statusExamples.get(status);
    }

    /** A URL of that kind; null where there was none. */
    public @Nullable Example example(ErrorKind kind) {
        return errorExamples.get(kind);
    }

    /** Of all bodies, after content decoding. */
    public long bytes() {
        return bytes;
    }

    /** Of all bodies, before content decoding. */
    public long wireBytes() {
        return wireBytes;
    }

    /** Of bodies that were not read to their end because nobody wanted it, before content decoding. */
    public long unreadBytes() {
        return unreadBytes;
    }

    /** How many bodies {@link #unreadBytes} are of. */
    public long unreadBodies() {
        return unreadBodies;
    }

    /** How many more were not read to their end, but are not in {@link #unreadBytes}: their length is not known. */
    public long unreadBodiesOfUnknownLength() {
        return unreadBodiesOfUnknownLength;
    }

    /** Since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(loop.nanoTime() - startNanos);
    }
}
