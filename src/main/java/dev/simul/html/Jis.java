package dev.simul.html;

/** What the Japanese encoders have in common. */
final class Jis {
    /** The full-width form of each half-width katakana from U+FF61 on (Encoding, section 5, index ISO-2022-JP katakana). */
    private static final String FULL_WIDTH = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";

    private static final int NONE = -1;

    private Jis() {}

    static boolean isHalfWidthKatakana(int codePoint) {
        return codePoint >= 0xFF61 && codePoint <= 0xFF9F;
    }

    static int fullWidth(int halfWidthKatakana) {
        return FULL_WIDTH.charAt(halfWidthKatakana - 0xFF61);
    }

    /** The byte of the two characters that JIS X 0201 has in ASCII's places; negative for all others. */
    static int roman(int codePoint) {
        return switch (codePoint) {
            case 0xA5 -> 0x5C;
            case 0x203E -> 0x7E;
            default -> NONE;
        };
    }

    /** Microsoft's minus stands for Unicode's. */
    static int substitute(int codePoint) {
        return codePoint == 0x2212 ? 0xFF0D : codePoint;
    }
}
