package dev.simul.html;

import dev.simul.html.EncodingSniffer.Decision;
import dev.simul.result.Extract;
import dev.simul.result.FetchError;
import dev.simul.url.Url;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/**
 * Reads one page as a browser does, out of bytes that arrive in pieces. How they are cut makes no difference.
 *
 * <p>Confined to one thread at a time: {@link #accept} on the event loop, where it takes well under a millisecond
 * whatever it is given; {@link #finish} there, too, or, where {@link #pendingBytes} exceeds {@link #BUDGET}, on
 * another thread after a safe hand-over. Never throws for what a page holds.
 */
public final class PageReader implements AutoCloseable {
    /**
     * Bytes, 4,096: what {@link #finish} parses in 0.1 ms where the markup is ordinary, and in less than a millisecond at the worst
     * that was found. Four times as much takes up to ten times as long: some things cost the square until they are 512 deep.
     */
    public static final int BUDGET = 4 * 1024;

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
    private final PageQuery query;
    private final KeptBytes kept;
    private final HtmlReader html;
    private final PageMemory memory;
    private Kind kind;
    /** Until some bytes have come. */
    private boolean isFirst = true;

    private boolean hasNoMemory;
    private boolean isFinished;

    private PageReader(@Nullable MediaType type, boolean maySniff, PageQuery query, PageMemory memory) {
        contentType = type == null ? null : type.essence();
        header = type == null ? null : Encoding.forLabel(type.charset());
        this.query = query;
        this.memory = memory;
        kept = new KeptBytes(query.keptBytes(), memory);
        html = new HtmlReader(kept, header);
        kind = kind(type, maySniff);
    }

    /**
     * A reader for one body.
     *
     * @param head where it has no media type, or one of the two that say "unknown" (MIME Sniffing, section 7), the first bytes
     *     tell whether the body is a page, unless it forbids that
     * @param query what is asked besides the title; it makes the reader keep the whole page
     * @param memory from which it takes what it keeps, until it is finished or closed
     */
    public static PageReader open(PageHead head, PageQuery query, PageMemory memory) {
        return new PageReader(head.mediaType(), head.maySniff(), query, memory);
    }

    private static Kind kind(@Nullable MediaType type, boolean maySniff) {
        if (type == null) return maySniff ? Kind.UNKNOWN : Kind.NO_PAGE;
        if (type.isHtml()) return Kind.HTML;
        if (type.isXml()) return Kind.XML;
        return switch (type.essence()) {
            case "unknown/unknown", "application/unknown" -> maySniff ? Kind.UNKNOWN : Kind.NO_PAGE;
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
        if (isFirst && length > 0) {
            isFirst = false;
            if (kind == Kind.HTML && html.glance(bytes, offset, length) && !query.wantsTree()) return;
        }
        if (!kept.append(bytes, offset, length)) {
            hasNoMemory = true;
            kept.clear();
            return;
        }
        if (kind == Kind.UNKNOWN) sniff(false);
        if (kind == Kind.HTML) html.advance(SCAN_BYTES);
        if (kind == Kind.NO_PAGE || (html.isSettled() && !query.wantsTree())) kept.clear();
    }

    /** False once no further byte can change the result; they may be fed all the same. */
    public boolean wantsMore() {
        if (isFinished || hasNoMemory || kind == Kind.NO_PAGE || kept.isFull()) return false;
        return query.wantsTree() || !html.isSettled();
    }

    /** Bytes, 0 or more, that {@link #finish} may still have to parse. */
    public int pendingBytes() {
        if (isFinished) return 0;
        return kind == Kind.HTML && !query.wantsTree() ? html.pendingBytes() : kept.length();
    }

    /**
     * The end of the body, or of as much of it as came.
     *
     * @param url of the page, for its links
     * @param nanoTime the clock that bounds how long it may take
     * @throws IllegalStateException when called a second time, or after {@link #close}
     */
    public PageFacts finish(Url url, LongSupplier nanoTime) {
        requireUnfinished();
        if (kind == Kind.UNKNOWN && !hasNoMemory) sniff(true);
        PageFacts facts = switch (kind) {
            case HTML, XML -> read(url, nanoTime);
            case NO_PAGE, UNKNOWN ->
                new PageFacts(null, contentType, null, query.nothing(), Outlinks.NONE, hasNoMemory ? noMemory() : null);
        };
        close();
        return facts;
    }

    /** Gives back what it has kept. The only thing to do with a page that is not {@linkplain #finish finished}. */
    @Override
    public void close() {
        isFinished = true;
        kept.clear();
    }

    private PageFacts read(Url url, LongSupplier nanoTime) {
        Findings found = new Findings(query.nothing());
        try {
            if (hasNoMemory) {
                if (html.isSettled()) found.take(html.finish());
                throw new ReadLimit.Exceeded(noMemory());
            }
            ReadLimit limit = new ReadLimit(nanoTime, memory.maxBytes(), query.limit());
            Document tree = kind == Kind.HTML ? html(found, limit) : xml(found, limit);
            Encoding encoding = found.encoding;
            if (tree != null && encoding != null && query.wantsTree()) {
                Extraction extraction = Extraction.of(tree, url, encoding, limit);
                found.extract = extraction.extract(query);
                if (query.follower() != null) found.outlinks = extraction.outlinks(query.follower());
            }
        } catch (ReadLimit.Exceeded e) {
            found.error = e.error();
        }
        Encoding encoding = found.encoding;
        String charset = encoding == null ? null : encoding.standardName();
        return new PageFacts(found.title, contentType, charset, found.extract, found.outlinks, found.error);
    }

    /** Collects what is known whatever happens next. */
    private static final class Findings {
        @Nullable
        String title;

        @Nullable
        Encoding encoding;

        Extract extract;
        Outlinks outlinks = Outlinks.NONE;

        @Nullable
        FetchError error;

        Findings(Extract extract) {
            this.extract = extract;
        }

        void take(HtmlReader.Outcome outcome) {
            title = outcome.title();
            encoding = outcome.decision().encoding();
        }
    }

    private FetchError noMemory() {
        return new FetchError.TooLarge("what is kept of all pages that are being read", memory.maxBytes());
    }

    private @Nullable Document html(Findings found, ReadLimit limit) {
        HtmlReader.Outcome outcome = html.finish();
        found.take(outcome);
        if (!outcome.needsTree() && !query.wantsTree()) return null;
        Decision decision = outcome.decision();
        Document tree = HtmlTree.parse(decision.decode(kept.bytes(), kept.length()), limit);
        if (outcome.needsTree()) found.title = HtmlTree.title(tree);
        return tree;
    }

    private @Nullable Document xml(Findings found, ReadLimit limit) {
        Decision decision = EncodingSniffer.xml(kept.bytes(), kept.length(), header);
        found.encoding = decision.encoding();
        String xml = decision.decode(kept.bytes(), kept.length());
        if (!query.wantsTree() && !xml.contains("title")) return null;
        Document tree = XmlTree.parse(xml, limit);
        found.title = XmlTree.title(tree);
        return tree;
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
