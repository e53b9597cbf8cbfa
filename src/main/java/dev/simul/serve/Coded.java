package dev.simul.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** A text under a content coding (RFC 9110, section 8.4.1), and what is left of it when it breaks. */
final class Coded {
    private final byte[] bytes;

    private Coded(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Wraps an output stream in a compressing one. */
    private interface Coding {
        OutputStream around(OutputStream out) throws IOException;
    }

    /** The text as it is. */
    static Coded plain(String text) {
        return new Coded(text.getBytes(StandardCharsets.UTF_8));
    }

    static Coded gzip(String text) {
        return encode(text, GZIPOutputStream::new);
    }

    /** {@code deflate} as the standard has it: in the zlib format. */
    static Coded zlib(String text) {
        return encode(text, DeflaterOutputStream::new);
    }

    /** {@code deflate} as some servers have it: without the zlib format around. */
    static Coded rawDeflate(String text) {
        return encode(text, out -> new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true)));
    }

    /** {@code br} in one block that is not compressed (RFC 7932 section 9.2), which needs no library. */
    static Coded brotli(String text) {
        return brotli(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Coded brotli(byte[] content) {
        // From the lowest bit on: a window of 16 bits (0); not the last block (0), a length of four nibbles (00), the
        // length less
        // one, not compressed (1). Then, from the next byte on, the content, and a last, empty block (11).
        int header = ((content.length - 1) << 4) | (1 << 20);
        byte[] coded = new byte[3 + content.length + 1];
        for (int i = 0; i < 3; i++) coded[i] = (byte) (header >> (8 * i));
        System.arraycopy(content, 0, coded, 3, content.length);
        coded[coded.length - 1] = 3;
        return new Coded(coded);
    }

    /** {@code zstd} in one raw block (RFC 8878 section 3.1.1). */
    static Coded zstd(String text) {
        return zstd(text, 20); // 1 MiB
    }

    /** The same with a window of 2 to the power of {@code windowLog} bytes. */
    static Coded zstd(String text, int windowLog) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        int block = (content.length << 3) | 1; // the last one, raw
        byte[] coded = new byte[9 + content.length];
        byte[] head = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) ((windowLog - 10) << 3)};
        System.arraycopy(head, 0, coded, 0, head.length);
        for (int i = 0; i < 3; i++) coded[head.length + i] = (byte) (block >> (8 * i));
        System.arraycopy(content, 0, coded, 9, content.length);
        return new Coded(coded);
    }

    /** With a frame of zstd behind it that is to be skipped (RFC 8878 section 3.1.2). */
    Coded withZstdSkipped(String content) {
        byte[] head = {0x50, 0x2a, 0x4d, 0x18, (byte) content.length(), 0, 0, 0};
        return with(new Coded(head)).with(content);
    }

    /** Two codings, one inside the other. */
    static Coded gzipInBrotli(String text) {
        return brotli(gzip(text).bytes);
    }

    /** The first half. */
    Coded truncated() {
        return new Coded(Arrays.copyOf(bytes, bytes.length / 2));
    }

    /** With a block of the reserved type in place of the first one; a reader stumbles at once. */
    Coded brokenAt(int offset) {
        byte[] broken = bytes.clone();
        broken[offset] = (byte) 0xff;
        return new Coded(broken);
    }

    /** With another checksum than that of the content. */
    Coded withWrongChecksum() {
        byte[] broken = bytes.clone();
        broken[broken.length - 8] ^= 1; // CRC-32, then four bytes of length
        return new Coded(broken);
    }

    Coded with(String trailer) {
        return with(new Coded(trailer.getBytes(StandardCharsets.US_ASCII)));
    }

    /** With another one behind it. */
    Coded with(Coded other) {
        byte[] extra = other.bytes;
        byte[] longer = Arrays.copyOf(bytes, bytes.length + extra.length);
        System.arraycopy(extra, 0, longer, bytes.length, extra.length);
        return new Coded(longer);
    }

    /** A whole response with this as its body. */
    Script labelled(String coding) {
        return Script.of(
                ResponseHead.of(200)
                        .html()
                        .with("Content-Encoding", coding)
                        .length(bytes.length)
                        .step(),
                Step.body(bytes));
    }

    private static Coded encode(String text, Coding coding) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = coding.around(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return new Coded(bytes.toByteArray());
    }
}
