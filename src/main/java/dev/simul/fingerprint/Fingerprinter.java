package dev.simul.fingerprint;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Makes the fingerprint of a URL and the number of its line. The same for a string and for its UTF-8; half a surrogate pair counts
 * as U+FFFD, which is what records have in its place. One thread at a time.
 */
public final class Fingerprinter {
    private static final int NUMBER_BYTES = 8;
    private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

    private final SipHash hash;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .replaceWith(REPLACEMENT);
    private byte[] message = new byte[512];

    Fingerprinter(long key0, long key1) {
        this.hash = new SipHash(key0, key1);
    }

    /** One with a key of its own: its fingerprints mean nothing to another one. */
    public static Fingerprinter create() {
        SecureRandom random = new SecureRandom();
        return new Fingerprinter(random.nextLong(), random.nextLong());
    }

    /** Of a URL as text. */
    public long of(long line, String url) {
        int length = url.length();
        room(length);
        for (int i = 0; i < length; i++) {
            char c = url.charAt(i);
            if (c >= 0x80) return ofUnicode(line, url);
            message[NUMBER_BYTES + i] = (byte) c;
        }
        return finish(line, length);
    }

    private long ofUnicode(long line, String url) {
        room(3 * url.length()); // a char has three bytes at most
        ByteBuffer out = ByteBuffer.wrap(message, NUMBER_BYTES, message.length - NUMBER_BYTES);
        CoderResult result = encoder.reset().encode(CharBuffer.wrap(url), out, true);
        if (result.isOverflow()) throw new IllegalStateException("more than three bytes a char");
        encoder.flush(out);
        return finish(line, out.position() - NUMBER_BYTES);
    }

    /** Of the first {@code length} bytes of a URL in UTF-8. */
    public long of(long line, byte[] url, int length) {
        room(length);
        System.arraycopy(url, 0, message, NUMBER_BYTES, length);
        return finish(line, length);
    }

    private void room(int urlBytes) {
        if (message.length - NUMBER_BYTES < urlBytes) message = new byte[Math.addExact(NUMBER_BYTES, 2 * urlBytes)];
    }

    private long finish(long line, int urlBytes) {
        for (int i = 0; i < NUMBER_BYTES; i++) message[i] = (byte) (line >>> (8 * i));
        long fingerprint = hash.hash(message, NUMBER_BYTES + urlBytes);
        if (message.length > 64 * 1024) message = Arrays.copyOf(message, 512);
        return fingerprint;
    }
}
