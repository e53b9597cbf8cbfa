package dev.simul.html;

import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Ways to feed a page to a reader. */
final class Feeding {
    private static final Url URL = url("https://example.com/dir/page");

    private Feeding() {}

    static Url url(String text) {
        try {
            return Url.parse(text);
        } catch (UrlSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** A reader of which nothing but the title is asked. */
    static PageReader open(@Nullable String contentType) {
        return open(contentType, PageQuery.TITLE);
    }

    static PageReader open(@Nullable String contentType, PageQuery query) {
        return PageReader.open(head(contentType), query, new PageMemory(1 << 30));
    }

    static PageHead head(@Nullable String contentType) {
        return contentType == null ? PageHead.NOTHING : new PageHead(List.of(contentType), List.of());
    }

    /** With a clock that stands still. */
    static PageFacts finish(PageReader reader) {
        return reader.finish(URL, () -> 0);
    }

    /** The answer to a query about one page, {@code https://example.com/dir/page}. */
    static PageFacts ask(String page, PageQuery query) {
        PageReader reader = open("text/html; charset=utf-8", query);
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        reader.accept(body, 0, body.length);
        return finish(reader);
    }

    /** What the whole tree says of the title. */
    static @Nullable String treeTitle(String page) {
        return HtmlTree.title(HtmlTree.parse(page, new ReadLimit(() -> 0, Long.MAX_VALUE, 0)));
    }

    static PageFacts whole(@Nullable String contentType, byte[] body) {
        return inPieces(contentType, body, body.length == 0 ? 1 : body.length);
    }

    static PageFacts html(String page) {
        return whole("text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    static @Nullable String title(String page) {
        return html(page).title();
    }

    static byte[] latin1(String bytes) {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** In pieces of equal size. Each comes in an array that is overwritten after the call, as a network buffer is. */
    static PageFacts inPieces(@Nullable String contentType, byte[] body, int size) {
        PageReader reader = open(contentType);
        for (int from = 0; from < body.length; from += size) {
            give(reader, body, from, Math.min(body.length, from + size));
        }
        return finish(reader);
    }

    static PageFacts inRandomPieces(@Nullable String contentType, byte[] body, Random random) {
        PageReader reader = open(contentType);
        int from = 0;
        while (from < body.length) {
            int to = Math.min(body.length, from + random.nextInt(1 + random.nextInt(1, 400)));
            give(reader, body, from, to);
            from = to;
        }
        return finish(reader);
    }

    private static void give(PageReader reader, byte[] body, int from, int to) {
        byte[] piece = new byte[to - from + 4];
        System.arraycopy(body, from, piece, 2, to - from);
        reader.accept(piece, 2, to - from);
        Arrays.fill(piece, (byte) '<');
    }
}
