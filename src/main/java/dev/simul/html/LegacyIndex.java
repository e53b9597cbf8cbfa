package dev.simul.html;

import java.nio.charset.Charset;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * An index of the Encoding standard (section 5): from a pointer to a code point.
 *
 * <p>Taken from the JDK's nearest charset, a row of about two hundred pointers at a time when one of them is first
 * asked for (some 20 µs), and patched where the standard differs. Shared by all threads.
 */
final class LegacyIndex {
    /** Pointers as Shift_JIS counts them; EUC-JP's and ISO-2022-JP's are the same numbers. */
    static final LegacyIndex JIS_0208 = new LegacyIndex("windows-31j", 60, 188, false, LegacyIndex::shiftJis);

    static final LegacyIndex JIS_0212 =
            new LegacyIndex("EUC-JP", 94, 94, false, (row, cell) -> bytes(0x8F, row + 0xA1, cell + 0xA1));
    static final LegacyIndex EUC_KR =
            new LegacyIndex("x-windows-949", 126, 190, false, (row, cell) -> bytes(row + 0x81, cell + 0x41));
    static final LegacyIndex GB18030 = new LegacyIndex(
            "GB18030", 126, 190, true, (row, cell) -> bytes(row + 0x81, cell + (cell < 0x3F ? 0x40 : 0x41)));
    static final LegacyIndex BIG5 = new LegacyIndex(
            "Big5-HKSCS", 126, 157, false, (row, cell) -> bytes(row + 0x81, cell + (cell < 0x3F ? 0x40 : 0x62)));

    private static final int NONE = 0;

    /** How a pointer is written in the JDK's charset. */
    private interface Spelling {
        byte[] bytes(int row, int cell);
    }

    private final String charset;
    private final int rowLength;
    private final boolean hasPrivateUse;
    private final Spelling spelling;
    private final AtomicReferenceArray<int @Nullable []> rows;

    private LegacyIndex(String charset, int rows, int rowLength, boolean hasPrivateUse, Spelling spelling) {
        this.charset = charset;
        this.rowLength = rowLength;
        this.hasPrivateUse = hasPrivateUse;
        this.spelling = spelling;
        this.rows = new AtomicReferenceArray<>(rows);
    }

    /**
     * The code point at a pointer.
     *
     * @return 0 where the index has none
     */
    int codePoint(int pointer) {
        int row = pointer / rowLength;
        if (row >= rows.length()) return NONE;
        int[] cells = rows.get(row);
        if (cells == null) {
            cells = load(row);
            rows.set(row, cells); // two threads may both load it: the same values
        }
        return cells[pointer % rowLength];
    }

    /** One more than the last pointer that may have a code point. */
    int end() {
        return rows.length() * rowLength;
    }

    private int[] load(int row) {
        Charset jdk = Charset.forName(charset);
        int[] cells = new int[rowLength];
        for (int cell = 0; cell < rowLength; cell++) {
            String text = new String(spelling.bytes(row, cell), jdk);
            int codePoint = text.isEmpty() ? NONE : text.codePointAt(0);
            boolean isOne = text.length() == Character.charCount(codePoint);
            boolean isMapped = codePoint != TextBuffer.REPLACEMENT && (hasPrivateUse || !isPrivateUse(codePoint));
            cells[cell] = isOne && isMapped ? codePoint : NONE;
        }
        if (charset.equals("Big5-HKSCS")) Big5Patch.apply(row * rowLength, cells);
        if (charset.equals("GB18030") && row == 6555 / 190) cells[6555 % 190] = 0x3000;
        return cells;
    }

    private static boolean isPrivateUse(int codePoint) {
        return codePoint >= 0xE000 && codePoint <= 0xF8FF;
    }

    private static byte[] shiftJis(int row, int cell) {
        return bytes(row + (row < 0x1F ? 0x81 : 0xC1), cell + (cell < 0x3F ? 0x40 : 0x41));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) bytes[i] = (byte) values[i];
        return bytes;
    }
}
