package dev.simul.html;

import dev.simul.url.QueryEncoder;
import java.io.ByteArrayOutputStream;

/** The single-byte encodings (Encoding, section 9.1.2). */
final class SingleByteEncoder implements QueryEncoder {
    private final char[] upperHalf;

    private SingleByteEncoder(char[] upperHalf) {
        this.upperHalf = upperHalf;
    }

    /** Encodes what a decoder of one byte a character decodes. */
    static SingleByteEncoder inverseOf(TextDecoder decoder) {
        byte[] bytes = new byte[0x80];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (0x80 + i);
        TextBuffer text = new TextBuffer(bytes.length);
        decoder.decode(bytes, 0, bytes.length, text);
        return new SingleByteEncoder(text.chars());
    }

    @Override
    public int encode(int codePoint, ByteArrayOutputStream out) {
        if (codePoint < 0x80) {
            out.write(codePoint);
            return ENCODED;
        }
        for (int i = 0; i < upperHalf.length; i++) {
            if (upperHalf[i] == codePoint && codePoint != TextBuffer.REPLACEMENT) {
                out.write(0x80 + i);
                return ENCODED;
            }
        }
        return codePoint;
    }

    @Override
    public void end(ByteArrayOutputStream out) {}
}
