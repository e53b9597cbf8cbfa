package dev.simul.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/** Gives coded bytes to a chain of decoders, whole, byte by byte and in random pieces, and requires the same each time. */
final class Decode {
    static final long MAX_INNER_BYTES = 1 << 20;

    private Decode() {}

    /** What came out, as ISO 8859-1, and how it ended. */
    record Outcome(String text, @Nullable FetchError error) {
        String message() {
            return error == null ? "" : error.message();
        }
    }

    static Outcome of(byte[] coded, String... codings) {
        Outcome outcome = feed(coded, () -> coded.length, codings);
        Outcome bytewise = feed(coded, () -> 1, codings);
        assertThat(bytewise).as("byte by byte").isEqualTo(outcome);
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            Outcome split = feed(coded, () -> 1 + random.nextInt(coded.length + 1), codings);
            assertThat(split).as("split by seed " + seed).isEqualTo(outcome);
        }
        return outcome;
    }

    private static Outcome feed(byte[] coded, IntSupplier lengths, String... codings) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FetchError error = null;
        try (BodyDecoder decoder = BodyDecoder.chain(List.of(codings), MAX_INNER_BYTES, out::write)) {
            for (int position = 0; position < coded.length; ) {
                int length = Math.min(lengths.getAsInt(), coded.length - position);
                decoder.decode(coded, position, length);
                position += length;
            }
            decoder.end();
        } catch (FetchFailure e) {
            error = e.error();
        }
        assertThat(OpenStreams.count()).as("streams that are open").isZero();
        return new Outcome(out.toString(StandardCharsets.ISO_8859_1), error);
    }

    // ---- what is decoded

    /** A member of a gzip stream, header without anything optional. */
    static byte[] gzip(String text) {
        return gzip(0, new byte[0], text);
    }

    /**
     * A member of a gzip stream (RFC 1952 section 2.3).
     *
     * @param flags of its header
     * @param optional the parts of the header that the flags announce
     */
    static byte[] gzip(int flags, byte[] optional, String text) {
        byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(content);
        return join(
                new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 1, 2, 3, 4, 2, 3},
                optional,
                rawDeflate(text),
                littleEndian((int) crc.getValue()),
                littleEndian(content.length));
    }

    static byte[] zlib(String text) {
        return deflated(text, false);
    }

    static byte[] rawDeflate(String text) {
        return deflated(text, true);
    }

    private static byte[] deflated(String text, boolean raw) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) all.writeBytes(part);
        return all.toByteArray();
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] littleEndian(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)};
    }
}
