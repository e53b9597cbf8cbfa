package dev.simul.html;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the memory of all pages that are being read at a time, so that many large ones at once, each within its limit, cannot
 * exhaust the heap: to most readers a page is a few kilobytes, to one that a hostile server feeds it may be the limit. Any
 * thread.
 */
public final class PageMemory {
    private final long maxBytes;
    private final AtomicLong taken = new AtomicLong();

    /**
     * Bounds it.
     *
     * @param maxBytes of what is kept of pages in all, and of one page's tree
     */
    public PageMemory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A quarter of the heap for what is kept, and as much for the largest tree. */
    public static PageMemory ofHeap() {
        return new PageMemory(Runtime.getRuntime().maxMemory() / 4);
    }

    /** Bytes of the limit. */
    long maxBytes() {
        return maxBytes;
    }

    /** Takes so many bytes if they are free. */
    boolean tryTake(long bytes) {
        if (taken.addAndGet(bytes) <= maxBytes) return true;
        taken.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    /** Bytes that are taken now: none when no page is being read. */
    public long taken() {
        return taken.get();
    }

    /**
     * How many trees of pages may be built at a time, 1 or more.
     *
     * @param query for which they are built
     */
    public int treesAtOnce(PageQuery query) {
        long largest = Math.max(1, (long) query.keptBytes() * ReadLimit.TYPICAL_TREE_BYTES_A_BYTE);
        return Math.clamp(maxBytes / largest, 1, Integer.MAX_VALUE);
    }
}
