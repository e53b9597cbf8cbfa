package dev.simul.html;

import dev.simul.result.FetchError;
import dev.simul.result.Phase;
import java.io.Serial;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Bounds what one page may cost besides being scanned: a tree can be large and slow to build, a selector can be slow, and a page
 * can name a long text many times. Confined to one thread.
 */
final class ReadLimit {
    /** Of a tree, for each byte of the page: 12 as a rule where there is much markup. */
    static final int TYPICAL_TREE_BYTES_A_BYTE = 16;

    /** Of a tree, for each tag: 212 bytes in the worst case that was found. */
    private static final int TREE_BYTES_A_TAG = 212;

    private static final Duration TIME = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private final long startNanos;
    private final long maxTreeBytes;
    private final int maxLength;
    private int length;

    /**
     * Begins to count.
     *
     * @param nanoTime the clock
     * @param maxTreeBytes that the tree may have
     * @param maxLength characters that the result may have
     */
    ReadLimit(LongSupplier nanoTime, long maxTreeBytes, int maxLength) {
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
        this.maxTreeBytes = maxTreeBytes;
        this.maxLength = maxLength;
    }

    /** Thrown where the limit is reached. */
    static final class Exceeded extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient FetchError error;

        Exceeded(FetchError error) {
            super(error.message());
            this.error = error;
        }

        FetchError error() {
            return error;
        }
    }

    /** To be called every now and then. */
    void checkTime() {
        if (nanoTime.getAsLong() - startNanos > TIME.toNanos()) {
            throw new Exceeded(new FetchError.Timeout(Phase.PAGE, TIME));
        }
    }

    /** Before a tree is made of it. */
    void checkTree(String markup) {
        long bytes = markup.length();
        for (int i = markup.indexOf('<'); i >= 0; i = markup.indexOf('<', i + 1)) bytes += TREE_BYTES_A_TAG;
        if (bytes > maxTreeBytes) throw new Exceeded(new FetchError.TooLarge("the tree of the page", maxTreeBytes));
    }

    /**
     * Adds to the result.
     *
     * @param what it belongs to, in words
     */
    void count(int characters, String what) {
        length += characters;
        if (length > maxLength) throw new Exceeded(new FetchError.TooLarge(what, maxLength));
    }
}
