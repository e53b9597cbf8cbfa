package dev.simul.html;

import dev.simul.html.EncodingSniffer.Decision;
import org.jspecify.annotations.Nullable;

/**
 * Reads an HTML page out of the kept bytes: decides the encoding, scans the head, looks through the rest for title
 * tags, and builds the tree at the end only where there is one.
 */
final class HtmlReader {
    /** Bytes that are decoded at a time. */
    private static final int SLICE_BYTES = 4096;

    /** The first ones: most titles are there. */
    private static final int FIRST_SLICE_BYTES = 512;

    private final KeptBytes kept;
    private final @Nullable Encoding header;

    /** Null until the encoding is decided. */
    private @Nullable Scan scan;

    /** What a glance has found; null where that was nothing. */
    private PlainHead.@Nullable Found plain;

    /**
     * A reader of one page.
     *
     * @param kept the body's bytes, to which others append between the calls
     * @param header the encoding that the Content-Type field names; null where it names none that is known
     */
    HtmlReader(KeptBytes kept, @Nullable Encoding header) {
        this.kept = kept;
        this.header = header;
    }

    /**
     * Looks at the first bytes, which need not be kept for it.
     *
     * @return whether the title and the encoding are settled by that
     */
    boolean glance(byte[] bytes, int offset, int length) {
        plain = PlainHead.read(bytes, offset, length, header);
        return plain != null;
    }

    /** Scans at most so many bytes further. */
    void advance(int budgetBytes) {
        if (plain != null) return;
        Decision decision = scan == null ? decide(false) : scan.decision;
        if (decision != null) scan = read(scan == null ? new Scan(decision) : scan, budgetBytes);
    }

    /** Whether no byte that follows can change the title or the encoding. */
    boolean isSettled() {
        return plain != null || (scan != null && scan.isSettled());
    }

    /** Bytes that {@link #finish} may have to parse: all, where they may have to go into a tree. */
    int pendingBytes() {
        Scan current = scan;
        if (plain != null) return 0;
        if (current == null) return length();
        boolean isSeenThrough = current.position == length() && !current.body.isFound();
        return current.isSettled() || isSeenThrough ? 0 : length();
    }

    private int length() {
        return Math.min(kept.length(), PageReader.LIMIT);
    }

    /**
     * What is known at the end of the body.
     *
     * @param title null where only the tree can tell
     */
    record Outcome(@Nullable String title, boolean needsTree, Decision decision) {}

    /** The end of the body. */
    Outcome finish() {
        if (plain != null) return new Outcome(TitleText.ofRcdata(plain.title()), false, plain.decision());
        Scan last = scan;
        if (last == null) {
            Decision decision = decide(true);
            if (decision == null) throw new AssertionError("undecided at the end");
            last = new Scan(decision);
        }
        last = read(last, Integer.MAX_VALUE);
        last.end();
        String content = last.body.isFound() ? null : last.head.titleAtEnd();
        String title = content == null ? null : TitleText.ofRcdata(content);
        return new Outcome(title, last.body.isFound(), last.decision);
    }

    private @Nullable Decision decide(boolean isEnd) {
        return EncodingSniffer.html(kept.bytes(), kept.length(), header, isEnd);
    }

    private Scan read(Scan begun, int budgetBytes) {
        Scan current = begun;
        TextBuffer text = new TextBuffer(Math.min(slice(current), length() - current.position));
        int budget = budgetBytes;
        while (budget > 0 && current.position < length() && !current.isDone()) {
            int count = Math.min(Math.min(slice(current), budget), length() - current.position);
            current.read(kept.bytes(), count, text);
            budget -= count;
            Encoding correction = current.correction();
            if (correction != null) current = new Scan(new Decision(correction, true, 0));
        }
        return current;
    }

    private static int slice(Scan scan) {
        return scan.position < FIRST_SLICE_BYTES ? FIRST_SLICE_BYTES : SLICE_BYTES;
    }

    /** One pass over the bytes in one encoding. A declaration that the prescan did not reach begins another. */
    private static final class Scan {
        final Decision decision;
        final HeadScanner head = new HeadScanner();
        final TitleTagFinder body = new TitleTagFinder();
        private final TextDecoder decoder;

        /** Bytes that were decoded, the mark included. */
        int position;

        Scan(Decision decision) {
            this.decision = decision;
            decoder = decision.encoding().newDecoder();
            position = decision.markLength();
        }

        void read(byte[] bytes, int count, TextBuffer text) {
            text.clear();
            decoder.decode(bytes, position, position + count, text);
            position += count;
            scan(text);
        }

        void end() {
            TextBuffer text = new TextBuffer(0);
            decoder.end(text);
            scan(text);
        }

        private void scan(TextBuffer text) {
            int end = head.feed(text.chars(), 0, text.length());
            if (head.hasEnded() && head.title() == null) body.feed(text.chars(), end, text.length());
        }

        boolean isSettled() {
            return head.title() != null && (decision.isCertain() || head.declaredEncoding() != null || head.hasEnded());
        }

        /** Whether scanning on is of no use: either all is known, or only the tree can tell. */
        boolean isDone() {
            return isSettled() || body.isFound();
        }

        /** What the page declared too late for the prescan; null where that is nothing new. */
        @Nullable
        Encoding correction() {
            Encoding declared = head.declaredEncoding();
            return decision.isCertain() || declared == decision.encoding() ? null : declared;
        }
    }
}
