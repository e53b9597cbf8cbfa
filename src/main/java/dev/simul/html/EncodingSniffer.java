package dev.simul.html;

import org.jspecify.annotations.Nullable;

/**
 * Decides how a page is decoded: byte order mark, then header, then what the page says of itself, then the default
 * (HTML, section 13.2.3.2; XML 1.0, appendix F).
 */
final class EncodingSniffer {
    /** How many bytes of HTML are searched for a declaration before decoding begins. */
    static final int PRESCAN_BYTES = 1024;

    private static final int LONGEST_MARK = 3;

    /**
     * The decision.
     *
     * @param isCertain false where it is a guess that a later declaration may correct
     * @param markLength bytes of the byte order mark, which is no part of the text
     */
    record Decision(Encoding encoding, boolean isCertain, int markLength) {
        /** The text of so many bytes at once. */
        String decode(byte[] bytes, int length) {
            TextBuffer text = new TextBuffer(length);
            TextDecoder decoder = encoding.newDecoder();
            decoder.decode(bytes, markLength, length, text);
            decoder.end(text);
            return text.toString();
        }
    }

    private EncodingSniffer() {}

    /**
     * Decides for an HTML page.
     *
     * @param header the encoding that the Content-Type field names; null where it names none that is known
     * @param isEnd whether the body ends here
     * @return null where it takes more bytes to decide; never at the end or with {@link #PRESCAN_BYTES} bytes
     */
    static @Nullable Decision html(byte[] bytes, int length, @Nullable Encoding header, boolean isEnd) {
        if (length < LONGEST_MARK && !isEnd) return null;
        Decision marked = byMark(bytes, length);
        if (marked != null) return marked;
        if (header != null) return new Decision(header, true, 0);
        if (length < PRESCAN_BYTES && !isEnd) return null;
        Encoding declared = new MetaPrescan(bytes, Math.min(length, PRESCAN_BYTES)).encoding();
        if (declared != null) return new Decision(declared, true, 0);
        return new Decision(Encoding.WINDOWS_1252, false, 0);
    }

    /** Decides for a whole XML document. */
    static Decision xml(byte[] bytes, int length, @Nullable Encoding header) {
        Decision marked = byMark(bytes, length);
        if (marked != null) return marked;
        if (header != null) return new Decision(header, true, 0);
        Encoding declared = XmlDeclaration.utf16(bytes, length);
        if (declared == null) declared = XmlDeclaration.encoding(bytes, length);
        return new Decision(declared == null ? Encoding.UTF_8 : declared, true, 0);
    }

    /** BOM sniffing (Encoding, section 6). */
    private static @Nullable Decision byMark(byte[] bytes, int length) {
        if (startsWith(bytes, length, 0xEF, 0xBB, 0xBF)) return new Decision(Encoding.UTF_8, true, 3);
        if (startsWith(bytes, length, 0xFE, 0xFF)) return new Decision(Encoding.UTF_16BE, true, 2);
        if (startsWith(bytes, length, 0xFF, 0xFE)) return new Decision(Encoding.UTF_16LE, true, 2);
        return null;
    }

    static boolean startsWith(byte[] bytes, int length, int... prefix) {
        if (length < prefix.length) return false;
        for (int i = 0; i < prefix.length; i++) if ((bytes[i] & 0xFF) != prefix[i]) return false;
        return true;
    }
}
