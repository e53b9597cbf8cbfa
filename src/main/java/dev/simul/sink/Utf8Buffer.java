package dev.simul.sink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow, and how to append text and numbers to them without a detour over strings. */
final class Utf8Buffer {
    private static final int FIRST_CAPACITY = 64 * 1024;

    /** What one large record needed is not kept for the rest of the crawl. */
    private static final int KEPT_CAPACITY = 1024 * 1024;

    static final int REPLACEMENT = 0xFFFD;

    private byte[] bytes;
    private int size;

    Utf8Buffer() {
        this(FIRST_CAPACITY);
    }

    Utf8Buffer(int capacity) {
        this.bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
        if (bytes.length > KEPT_CAPACITY) bytes = new byte[FIRST_CAPACITY];
    }

    /** A view of what was appended; valid until the next change. */
    ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    Utf8Buffer put(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
        return this;
    }

    Utf8Buffer put(byte[] more) {
        return put(more, 0, more.length);
    }

    Utf8Buffer put(byte[] more, int offset, int length) {
        reserve(length);
        System.arraycopy(more, offset, bytes, size, length);
        size += length;
        return this;
    }

    /** Text that the caller knows to be ASCII. */
    Utf8Buffer ascii(String text) {
        int length = text.length();
        reserve(length);
        for (int i = 0; i < length; i++) bytes[size++] = (byte) text.charAt(i);
        return this;
    }

    /** Appends from there what JSON writes as it is. @return the position of the first character that it does not, or the end */
    int plain(String text, int from) {
        int length = text.length();
        reserve(length - from);
        byte[] into = bytes;
        int end = size;
        int i = from;
        for (; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7F || c == '"' || c == '\\') break;
            into[end++] = (byte) c;
        }
        size = end;
        return i;
    }

    /** Any text; half a surrogate pair becomes U+FFFD. */
    Utf8Buffer text(String text) {
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            codePoint(codePoint);
            i += Character.charCount(codePoint);
        }
        return this;
    }

    /** One code point in its one to four bytes; a surrogate becomes U+FFFD. */
    Utf8Buffer codePoint(int codePoint) {
        reserve(4);
        if (codePoint < 0x80) {
            bytes[size++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            bytes[size++] = (byte) (0xC0 | (codePoint >> 6));
            continuation(codePoint);
        } else if (codePoint < 0x10000) {
            int scalar = Character.isSurrogate((char) codePoint) ? REPLACEMENT : codePoint;
            bytes[size++] = (byte) (0xE0 | (scalar >> 12));
            continuation(scalar >> 6);
            continuation(scalar);
        } else {
            bytes[size++] = (byte) (0xF0 | (codePoint >> 18));
            continuation(codePoint >> 12);
            continuation(codePoint >> 6);
            continuation(codePoint);
        }
        return this;
    }

    private void continuation(int bits) {
        bytes[size++] = (byte) (0x80 | (bits & 0x3F));
    }

    Utf8Buffer decimal(long number) {
        if (number < 0) return ascii(Long.toString(number));
        int digits = 1;
        if (number <= Integer.MAX_VALUE) { // divides in a tenth of the time
            for (int rest = (int) number; rest >= 10; rest /= 10) digits++;
        } else {
            for (long rest = number; rest >= 10; rest /= 10) digits++;
        }
        return decimal(number, digits);
    }

    /** The last {@code digits} digits of a number that is not negative, with zeros in front. */
    Utf8Buffer decimal(long number, int digits) {
        reserve(digits);
        int i = size + digits - 1;
        long rest = number;
        for (; i >= size && rest > Integer.MAX_VALUE; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        int last = (int) rest;
        for (; i >= size; i--) {
            bytes[i] = (byte) ('0' + last % 10);
            last /= 10;
        }
        size += digits;
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length + (bytes.length >> 1)));
        }
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }
}
