package dev.simul.serve;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;

/**
 * A gibibyte of zeros as about a mebibyte of gzip or zlib, never held: one compressed block of zeros, repeated, and as less
 * in younger codings. Each block of the former ends with a full flush, so that repetitions of it are a valid deflate stream.
 */
final class Bombs {
    /** How much the bombs unfold to. */
    static final long UNFOLDED_BYTES = 1L << 30;

    private static final int BLOCK_BYTES = 1 << 20;
    private static final int GZIP_CRC = 0x5b64c2b0; // CRC-32 of the zeros
    private static final int ADLER_MODULUS = 65_521;

    private static final ByteBuf BLOCK = Step.bytes(block());
    private static final byte[] LAST_BLOCK = {1, 0, 0, (byte) 0xff, (byte) 0xff}; // stored, empty

    private Bombs() {}

    static Script gzip() {
        ByteBuf end = buffer(LAST_BLOCK.length + 8);
        end.writeBytes(LAST_BLOCK).writeIntLE(GZIP_CRC).writeIntLE((int) UNFOLDED_BYTES);
        return bomb("gzip", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff}, end);
    }

    static Script zlib() {
        int sumOfSums = (int) (UNFOLDED_BYTES % ADLER_MODULUS); // the sum itself stays 1, and is added for each byte
        ByteBuf end = buffer(LAST_BLOCK.length + 4);
        end.writeBytes(LAST_BLOCK).writeInt((sumOfSums << 16) | 1);
        return bomb("deflate", new byte[] {0x78, (byte) 0xda}, end);
    }

    /** In all of 809 bytes: the library that made them is needed for nothing else. */
    static Script brotli() {
        try (InputStream zeros = Bombs.class.getResourceAsStream("zeros.br")) {
            byte[] bytes = requireNonNull(zeros, "zeros.br").readAllBytes();
            return Script.of(head("br", bytes.length), Step.body(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // our own jar
        }
    }

    /** Blocks that say 'so many times this byte' (RFC 8878 section 3.1.1.2.2). */
    static Script zstd() {
        return zstd("zstd", new byte[0], 0, new byte[0]);
    }

    /** A gzip stream (RFC 1952, section 2.3) of nothing, whose file has a name of a gibibyte; and that under zstd. */
    static Script gzipInZstd() {
        byte[] start = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, (byte) 0xff};
        byte[] end = {0, 1, 0, 0, (byte) 0xff, (byte) 0xff, 0, 0, 0, 0, 0, 0, 0, 0
        }; // of the name, the data and the trailer
        return zstd("gzip, zstd", start, 'a', end);
    }

    /** A byte repeated, a gibibyte long, and something before and behind it. */
    private static Script zstd(String codings, byte[] before, int repeated, byte[] after) {
        int blockBytes = 1 << 17;
        long blocks = UNFOLDED_BYTES / blockBytes;
        ByteBuf start = buffer(9 + before.length);
        start.writeInt(0x28b52ffd).writeShort(13 << 3); // a frame with a window of 8 MiB
        start.writeMediumLE(before.length << 3).writeBytes(before); // a raw block
        ByteBuf block = buffer(4).writeMediumLE((blockBytes << 3) | (1 << 1)).writeByte(repeated);
        ByteBuf end =
                buffer(3 + after.length).writeMediumLE((after.length << 3) | 1).writeBytes(after); // the last one
        long length = start.readableBytes() + block.readableBytes() * blocks + end.readableBytes();
        return Script.of(
                head(codings, length),
                Step.body(start),
                new Step.Repeat(block, blocks, Step.Part.BODY),
                Step.body(end));
    }

    private static ByteBuf buffer(int bytes) {
        return Step.bytes(new byte[bytes]).clear();
    }

    private static Step head(String coding, long length) {
        return ResponseHead.of(200)
                .html()
                .with("Content-Encoding", coding)
                .length(length)
                .step();
    }

    private static Script bomb(String coding, byte[] header, ByteBuf end) {
        long blocks = UNFOLDED_BYTES / BLOCK_BYTES;
        long length = header.length + BLOCK.readableBytes() * blocks + end.readableBytes();
        return Script.of(
                head(coding, length),
                Step.body(header),
                new Step.Repeat(BLOCK, blocks, Step.Part.BODY),
                Step.body(end));
    }

    private static byte[] block() {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(new byte[BLOCK_BYTES]);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] out = new byte[4096];
        int count;
        do {
            count = deflater.deflate(out, 0, out.length, Deflater.FULL_FLUSH);
            all.write(out, 0, count);
        } while (count == out.length);
        deflater.end();
        return all.toByteArray();
    }
}
