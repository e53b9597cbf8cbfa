package dev.simul.html;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one page as a browser does, out of bytes that arrive in pieces. How they are cut makes no difference.
 *
 * <p>Confined to one thread at a time: {@link #accept} on the event loop, where it takes well under a millisecond
 * whatever it is given; {@link #finish} there, too, or, where {@link #pendingBytes} exceeds {@link #BUDGET}, on
 * another thread after a safe hand-over. Never throws for what a page holds.
 */
public final class PageReader {
    /** Bytes, 16,384: what {@link #finish} parses in a few hundred microseconds at worst. */
    public static final int BUDGET = 16 * 1024;

    /** Bytes, 2,097,152: how far into a body a title is looked for; what comes later does not count. */
    public static final int LIMIT = 2 * 1024 * 1024;

    /** Bytes that one call of accept scans; what a larger piece holds beyond is scanned by the next, or by finish. */
    private static final int SCAN_BYTES = 64 * 1024;

    private enum Kind {
        /** No media type is known: the first bytes decide. */
        UNKNOWN,
        HTML,
        XML,
        NO_PAGE
    }

    private final @Nullable String contentType;
    private final @Nullable Encoding header;
    private final KeptBytes kept = new KeptBytes(LIMIT);
    private final HtmlReader html;
    private Kind kind;
    private boolean isFinished;

    private PageReader(@Nullable MediaType type) {
        contentType = type == null ? null : type.essence();
        header = type == null ? null : Encoding.forLabel(type.charset());
        html = new HtmlReader(kept, header);
        kind = kind(type);
    }

    /**
     * A reader for one body.
     *
     * @param contentType the Content-Type field's value as it was sent; null where none was. Where it is null, no media
     *     type, or one of the three that say "unknown" (MIME Sniffing, section 7), the first bytes tell whether the
     *     body is a page
     */
    public static PageReader open(@Nullable String contentType) {
        return new PageReader(MediaType.parse(contentType));
    }

    private static Kind kind(@Nullable MediaType type) {
        if (type == null) return Kind.UNKNOWN;
        if (type.isHtml()) return Kind.HTML;
        if (type.isXml()) return Kind.XML;
        return switch (type.essence()) {
            case "unknown/unknown", "application/unknown", "*/*" -> Kind.UNKNOWN;
            default -> Kind.NO_PAGE;
        };
    }

    /**
     * Takes the next bytes of the body.
     *
     * @param bytes the caller's, read during the call only
     * @throws IndexOutOfBoundsException if the range is not within the array
     * @throws IllegalStateException after {@link #finish}
     */
    public void accept(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        requireUnfinished();
        if (!wantsMore()) return;
        kept.append(bytes, offset, length);
        if (kind == Kind.UNKNOWN) sniff(false);
        if (kind == Kind.HTML) html.advance(SCAN_BYTES);
        if (kind == Kind.NO_PAGE || html.isSettled()) kept.clear();
    }

    /** False once no further byte can change the result; they may be fed all the same. */
    public boolean wantsMore() {
        return !isFinished && kind != Kind.NO_PAGE && !html.isSettled() && !kept.isFull();
    }

    /** Bytes, 0 to {@link #LIMIT}, that {@link #finish} may still have to parse. */
    public int pendingBytes() {
        if (isFinished) return 0;
        return kind == Kind.HTML ? html.pendingBytes() : kept.length();
    }

    /**
     * The end of the body, or of as much of it as came.
     *
     * @throws IllegalStateException when called a second time
     */
    public PageFacts finish() {
        requireUnfinished();
        if (kind == Kind.UNKNOWN) sniff(true);
        PageFacts facts = switch (kind) {
            case HTML -> html.finish(contentType);
            case XML -> xml();
            case NO_PAGE, UNKNOWN -> new PageFacts(null, contentType, null);
        };
        isFinished = true;
        kept.clear();
        return facts;
    }

    private PageFacts xml() {
        EncodingSniffer.Decision decision = EncodingSniffer.xml(kept.bytes(), kept.length(), header);
        String title = XmlTree.title(decision.decodeAll(kept));
        return new PageFacts(title, contentType, decision.encoding().standardName());
    }

    private void sniff(boolean isEnd) {
        kind = switch (MarkupSniffer.sniff(kept.bytes(), kept.length(), isEnd)) {
            case HTML -> Kind.HTML;
            case XML -> Kind.XML;
            case OTHER -> Kind.NO_PAGE;
            case OPEN -> Kind.UNKNOWN;
        };
    }

    private void requireUnfinished() {
        if (isFinished) throw new IllegalStateException("the page is finished");
    }
}
