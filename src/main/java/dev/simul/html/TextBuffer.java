package dev.simul.html;

import java.util.Arrays;

/** Chars that a decoder appends and a scanner reads in place; cleared and filled again for each slice. */
final class TextBuffer {
    static final char REPLACEMENT = '\uFFFD';

    private char[] chars;
    private int length;

    TextBuffer(int capacity) {
        chars = new char[Math.max(16, capacity)];
    }

    /** The chars themselves, valid up to {@link #length} and until the next append. */
    char[] chars() {
        return chars;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    void append(char c) {
        if (length == chars.length) chars = Arrays.copyOf(chars, length * 2);
        chars[length++] = c;
    }

    /** Bytes below 0x80. */
    void appendAscii(byte[] bytes, int from, int to) {
        int count = to - from;
        if (chars.length - length < count) chars = Arrays.copyOf(chars, Math.max(length + count, length * 2));
        char[] into = chars;
        int shift = length - from;
        for (int i = from; i < to; i++) into[i + shift] = (char) bytes[i];
        length += count;
    }

    void appendCodePoint(int codePoint) {
        if (Character.isBmpCodePoint(codePoint)) {
            append((char) codePoint);
        } else {
            append(Character.highSurrogate(codePoint));
            append(Character.lowSurrogate(codePoint));
        }
    }

    /** An error of the input, as a decoder in replacement mode shows it. */
    void appendReplacement() {
        append(REPLACEMENT);
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }
}
