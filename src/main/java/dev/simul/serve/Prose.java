package dev.simul.serve;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A long text in paragraphs, of which any stretch can be sent without being copied, plain or compressed. Made once a
 * process; immutable.
 *
 * <p>Each paragraph is compressed by itself and ended by a full flush (RFC 1951: an empty stored block, then a byte
 * boundary), so that paragraphs in a row are a valid piece of a deflate stream.
 */
final class Prose {
    /** The longest passage that can be asked for. */
    static final int MAX_PASSAGE_BYTES = 80 * 1024;

    private static final int TEXT_BYTES = 2 * MAX_PASSAGE_BYTES;

    /** Some paragraphs in a row. */
    record Passage(int from, int to) {

        /** Draws a passage of about {@code bytes}: as many whole paragraphs as it takes, at least one. */
        static Passage draw(Draw draw, int bytes) {
            if (bytes > MAX_PASSAGE_BYTES) throw new IllegalArgumentException("too long a passage: " + bytes);
            int[] begins = Plain.BEGINS;
            int lastStart = paragraphAt(begins, begins[begins.length - 1] - MAX_PASSAGE_BYTES);
            int from = draw.below(lastStart);
            int to = paragraphAt(begins, begins[from] + bytes);
            return new Passage(from, Math.max(to, from + 1));
        }

        int plainBytes() {
            return Plain.BEGINS[to] - Plain.BEGINS[from];
        }

        ByteBuf plain() {
            return Plain.BUFFER.slice(Plain.BEGINS[from], plainBytes());
        }

        int deflatedBytes() {
            return Deflated.BEGINS[to] - Deflated.BEGINS[from];
        }

        ByteBuf deflated() {
            return Deflated.BUFFER.slice(Deflated.BEGINS[from], deflatedBytes());
        }

        void addTo(CRC32 checksum) {
            checksum.update(Plain.BYTES, Plain.BEGINS[from], plainBytes());
        }

        /** The first paragraph that begins at {@code offset} or after it. */
        private static int paragraphAt(int[] begins, int offset) {
            int found = Arrays.binarySearch(begins, offset);
            return found >= 0 ? found : Math.min(-found - 1, begins.length - 1);
        }
    }

    private Prose() {}

    /** The text, and where each paragraph begins, with the end as the last. */
    private static final class Plain {
        static final byte[] BYTES;
        static final int[] BEGINS;
        static final ByteBuf BUFFER;

        static {
            Draw draw = new Draw(0, "prose");
            StringBuilder text = new StringBuilder(TEXT_BYTES + 1024);
            int[] begins = new int[TEXT_BYTES / 100];
            int paragraphs = 0;
            while (text.length() < TEXT_BYTES) {
                text.append("<p>").append(Words.sentence(draw));
                for (int more = 3 + draw.below(12); more > 0; more--) {
                    text.append(' ').append(Words.sentence(draw));
                }
                text.append("</p>\n");
                begins[++paragraphs] = text.length();
            }
            BYTES = text.toString().getBytes(StandardCharsets.US_ASCII);
            BEGINS = Arrays.copyOf(begins, paragraphs + 1);
            BUFFER = offHeap(BYTES);
        }
    }

    /** The same paragraphs, compressed; made when first asked for, some milliseconds. */
    private static final class Deflated {
        static final int[] BEGINS = new int[Plain.BEGINS.length];
        static final ByteBuf BUFFER;

        static {
            ByteArrayOutputStream all = new ByteArrayOutputStream(TEXT_BYTES / 2);
            Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
            byte[] out = new byte[8192];
            for (int i = 0; i + 1 < BEGINS.length; i++) {
                deflater.setInput(Plain.BYTES, Plain.BEGINS[i], Plain.BEGINS[i + 1] - Plain.BEGINS[i]);
                int count;
                do {
                    count = deflater.deflate(out, 0, out.length, Deflater.FULL_FLUSH);
                    all.write(out, 0, count);
                } while (count == out.length);
                BEGINS[i + 1] = all.size();
            }
            deflater.end();
            BUFFER = offHeap(all.toByteArray());
        }
    }

    /** Copies bytes to where the kernel can take them from; freed by the garbage collector, if ever. */
    private static ByteBuf offHeap(byte[] bytes) {
        ByteBuffer copy = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(copy.asReadOnlyBuffer()));
    }
}
