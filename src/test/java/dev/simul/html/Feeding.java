package dev.simul.html;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Ways to feed a page to a reader. */
final class Feeding {
    private Feeding() {}

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
        PageReader reader = PageReader.open(contentType);
        for (int from = 0; from < body.length; from += size) {
            give(reader, body, from, Math.min(body.length, from + size));
        }
        return reader.finish();
    }

    static PageFacts inRandomPieces(@Nullable String contentType, byte[] body, Random random) {
        PageReader reader = PageReader.open(contentType);
        int from = 0;
        while (from < body.length) {
            int to = Math.min(body.length, from + random.nextInt(1 + random.nextInt(1, 400)));
            give(reader, body, from, to);
            from = to;
        }
        return reader.finish();
    }

    private static void give(PageReader reader, byte[] body, int from, int to) {
        byte[] piece = new byte[to - from + 4];
        System.arraycopy(body, from, piece, 2, to - from);
        reader.accept(piece, 2, to - from);
        Arrays.fill(piece, (byte) '<');
    }
}
