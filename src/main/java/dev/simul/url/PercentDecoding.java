package dev.simul.url;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Undoes percent-encoding (section 1.3). What only looks like it, such as {@code %} or {@code %zz}, stands for itself. */
final class PercentDecoding {
    private PercentDecoding() {}

    /** Returns the bytes that {@code text}, in UTF-8, stands for. A lone surrogate becomes a question mark. */
    static byte[] decode(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b == '%' && i + 2 < bytes.length) {
                int high = Ascii.hexValue(bytes[i + 1]);
                int low = Ascii.hexValue(bytes[i + 2]);
                if (high >= 0 && low >= 0) {
                    b = (byte) ((high << 4) | low);
                    i += 2;
                }
            }
            bytes[length++] = b;
        }
        return Arrays.copyOf(bytes, length);
    }
}
