package dev.simul.html;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * An index of the Encoding standard the other way around (section 5, "index pointer"): from a code point to its bytes. Made of all
 * of the index when it is first asked, some milliseconds. Any thread.
 */
final class InverseIndex {
    private static final int NONE = 0;

    /** Without the Hong Kong characters, which are decoded only; of some characters that are there twice the last counts. */
    static final InverseIndex BIG5 = new InverseIndex(
            LegacyIndex.BIG5,
            pointer -> pointer >= (0xA1 - 0x81) * 157,
            InverseIndex::isLastInBig5,
            pointer -> pair(pointer / 157 + 0x81, pointer % 157 + (pointer % 157 < 0x3F ? 0x40 : 0x62)));

    static final InverseIndex EUC_KR = new InverseIndex(
            LegacyIndex.EUC_KR,
            pointer -> true,
            codePoint -> false,
            pointer -> pair(pointer / 190 + 0x81, pointer % 190 + 0x41));

    static final InverseIndex GB18030 = new InverseIndex(
            LegacyIndex.GB18030,
            pointer -> true,
            codePoint -> false,
            pointer -> pair(pointer / 190 + 0x81, pointer % 190 + (pointer % 190 < 0x3F ? 0x40 : 0x41)));

    /** As Shift_JIS writes it: NEC's selection of IBM's characters is decoded only. */
    static final InverseIndex SHIFT_JIS = new InverseIndex(
            LegacyIndex.JIS_0208,
            pointer -> pointer < 8272 || pointer > 8835,
            codePoint -> false,
            InverseIndex::shiftJis);

    /** As EUC-JP writes it, and ISO-2022-JP in seven bits. */
    static final InverseIndex EUC_JP = new InverseIndex(
            LegacyIndex.JIS_0208,
            pointer -> pointer < 94 * 94,
            codePoint -> false,
            pointer -> pair(pointer / 94 + 0xA1, pointer % 94 + 0xA1));

    private final LegacyIndex index;
    private final IntPredicate isEncoded;
    private final IntPredicate isLast;
    private final IntUnaryOperator spelling;
    private volatile Map<Integer, Integer> pairs = Map.of();

    private InverseIndex(LegacyIndex index, IntPredicate isEncoded, IntPredicate isLast, IntUnaryOperator spelling) {
        this.index = index;
        this.isEncoded = isEncoded;
        this.isLast = isLast;
        this.spelling = spelling;
    }

    /**
     * The two bytes of a code point, the first of them in the higher place.
     *
     * @return 0 where it has none
     */
    int pair(int codePoint) {
        Map<Integer, Integer> known = pairs;
        if (known.isEmpty()) {
            known = invert();
            pairs = known; // two threads may both make it: the same values
        }
        return known.getOrDefault(codePoint, NONE);
    }

    private Map<Integer, Integer> invert() {
        Map<Integer, Integer> inverse = new HashMap<>();
        for (int pointer = 0; pointer < index.end(); pointer++) {
            int codePoint = isEncoded.test(pointer) ? index.codePoint(pointer) : NONE;
            if (codePoint == NONE) continue;
            if (isLast.test(codePoint)) {
                inverse.put(codePoint, spelling.applyAsInt(pointer));
            } else {
                inverse.putIfAbsent(codePoint, spelling.applyAsInt(pointer));
            }
        }
        return inverse;
    }

    private static boolean isLastInBig5(int codePoint) {
        return switch (codePoint) {
            case 0x2550, 0x255E, 0x2561, 0x256A, 0x5341, 0x5345 -> true;
            default -> false;
        };
    }

    private static int shiftJis(int pointer) {
        int row = pointer / 188;
        int cell = pointer % 188;
        return pair(row + (row < 0x1F ? 0x81 : 0xC1), cell + (cell < 0x3F ? 0x40 : 0x41));
    }

    private static int pair(int first, int second) {
        return first << 8 | second;
    }
}
