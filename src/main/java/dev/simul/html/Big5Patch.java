package dev.simul.html;

/**
 * Where the standard's Big5 index is not the JDK's Big5-HKSCS: doubles that HKSCS moved to Unicode's own places, and
 * the symbols of Microsoft's Big5.
 *
 * <p>Data of index-big5.txt of the Encoding standard, copyright WHATWG, BSD 3-Clause.
 */
final class Big5Patch {
    /** Pointer in decimal, code point in hexadecimal. */
    private static final String[] DIFFERENCES = """
            2082:7bb8 2088:7c06 2103:7cce 2114:7dd2 2123:7e1d 2148:8005 2151:8028 2221:83c1 2239:84a8 2244:840f
            2303:89a6 2304:89a9 2354:8d77 2400:90fd 2413:92b9 2477:975c 2498:97ff 2605:9f16 2673:8503 2746:5159
            2747:515b 2748:515d 2749:515e 2771:936e 2780:7479 2990:6d67 3087:799b 3259:9097 3301:975d 3436:701e
            3451:5b28 4136:7201 4138:77d7 4141:7e87 4182:99d6 4206:91d4 4220:60de 4230:6fb6 4241:8f36 4258:4fbb
            4273:71df 4279:9104 4282:9df0 4294:83cf 4329:5c10 4330:79e3 4349:5a67 4419:8f0b 4422:7b51 4494:62d0
            4624:6062 4694:75f9 4708:6c4a 4742:9b2e 4748:9f17 4815:50ed 4828:5f0c 4902:880f 4922:62ce 4982:7468
            4992:7162 4997:7250 5029:2027 5038:fe51 5050:2574 5120:af 5121:ffe3 5123:2cd 5153:ff5e 5168:2295
            5169:2299 5180:ff0f 5181:ff3c 5182:2215 5183:fe68 5185:ffe5 5187:ffe0 5188:ffe1 5464:2421 5465:20ac
            10942:5ef4 10946:65e0 10948:7676 10950:96b6 10957:3003 10958:4edd 19028:5029 19035:507d 19088:5305
            19096:5344 19112:537f 19162:5605 19240:5a77 19299:5e75 19305:5ed0 19326:5f58 19355:60a4 19398:6490
            19439:6674 19454:675e 19553:6c9c 19554:6e1d 19557:6e2f 19611:716e 19643:732a 19672:745c 19697:74e9
            19748:7809
            """.strip().split("\\s+");

    /** Pointers of the pictures of the control codes U+2400 to U+241F, in order. */
    private static final int FIRST_CONTROL_PICTURE = 0x1538;

    private Big5Patch() {}

    /** Patches a row of the index that begins at the pointer {@code start}. */
    static void apply(int start, int[] cells) {
        for (String difference : DIFFERENCES) {
            int colon = difference.indexOf(':');
            int cell = Integer.parseInt(difference, 0, colon, 10) - start;
            if (cell >= 0 && cell < cells.length) {
                cells[cell] = Integer.parseInt(difference, colon + 1, difference.length(), 16);
            }
        }
        for (int i = 0; i < 0x20; i++) {
            int cell = FIRST_CONTROL_PICTURE + i - start;
            if (cell >= 0 && cell < cells.length) cells[cell] = 0x2400 + i;
        }
    }
}
