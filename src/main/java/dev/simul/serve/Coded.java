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
        byte[] extra = trailer.getBytes(StandardCharsets.US_ASCII);
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
