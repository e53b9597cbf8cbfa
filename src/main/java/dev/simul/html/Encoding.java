package dev.simul.html;

import dev.simul.url.QueryEncoder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The encodings of the Encoding standard with all their labels (section 4.2), and no others.
 *
 * <p>Data of encodings.json of that standard, copyright WHATWG, BSD 3-Clause.
 */
enum Encoding {
    UTF_8("UTF-8", Utf8Decoder::new, "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8"),
    IBM866("IBM866", singleByte("IBM866"), "866 cp866 csibm866 ibm866"),
    ISO_8859_2(
            "ISO-8859-2",
            singleByte("ISO-8859-2"),
            "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"),
    ISO_8859_3(
            "ISO-8859-3",
            singleByte("ISO-8859-3"),
            "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"),
    ISO_8859_4(
            "ISO-8859-4",
            singleByte("ISO-8859-4"),
            "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"),
    ISO_8859_5(
            "ISO-8859-5",
            singleByte("ISO-8859-5"),
            "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"),
    ISO_8859_6(
            "ISO-8859-6",
            singleByte("ISO-8859-6"),
            "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e "
                    + "iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"),
    ISO_8859_7(
            "ISO-8859-7",
            singleByte("ISO-8859-7"),
            "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 "
                    + "iso_8859-7 iso_8859-7:1987 sun_eu_greek"),
    ISO_8859_8(
            "ISO-8859-8",
            singleByte("ISO-8859-8"),
            "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 "
                    + "iso_8859-8 iso_8859-8:1988 visual"),
    ISO_8859_8_I("ISO-8859-8-I", singleByte("ISO-8859-8"), "csiso88598i iso-8859-8-i logical"),
    ISO_8859_10(
            "ISO-8859-10",
            singleByte("ISO-8859-10"),
            "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"),
    ISO_8859_13("ISO-8859-13", singleByte("ISO-8859-13"), "iso-8859-13 iso8859-13 iso885913"),
    ISO_8859_14("ISO-8859-14", singleByte("ISO-8859-14"), "iso-8859-14 iso8859-14 iso885914"),
    ISO_8859_15(
            "ISO-8859-15", singleByte("ISO-8859-15"), "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"),
    ISO_8859_16("ISO-8859-16", singleByte("ISO-8859-16"), "iso-8859-16"),
    KOI8_R("KOI8-R", singleByte("KOI8-R"), "cskoi8r koi koi8 koi8-r koi8_r"),
    KOI8_U("KOI8-U", singleByte("KOI8-U"), "koi8-ru koi8-u"),
    MACINTOSH("macintosh", singleByte("x-MacRoman"), "csmacintosh mac macintosh x-mac-roman"),
    WINDOWS_874(
            "windows-874", singleByte("x-windows-874"), "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"),
    WINDOWS_1250("windows-1250", singleByte("windows-1250"), "cp1250 windows-1250 x-cp1250"),
    WINDOWS_1251("windows-1251", singleByte("windows-1251"), "cp1251 windows-1251 x-cp1251"),
    WINDOWS_1252(
            "windows-1252",
            singleByte("windows-1252"),
            "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 "
                    + "iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252"),
    WINDOWS_1253("windows-1253", singleByte("windows-1253"), "cp1253 windows-1253 x-cp1253"),
    WINDOWS_1254(
            "windows-1254",
            singleByte("windows-1254"),
            "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 "
                    + "latin5 windows-1254 x-cp1254"),
    WINDOWS_1255("windows-1255", singleByte("windows-1255"), "cp1255 windows-1255 x-cp1255"),
    WINDOWS_1256("windows-1256", singleByte("windows-1256"), "cp1256 windows-1256 x-cp1256"),
    WINDOWS_1257("windows-1257", singleByte("windows-1257"), "cp1257 windows-1257 x-cp1257"),
    WINDOWS_1258("windows-1258", singleByte("windows-1258"), "cp1258 windows-1258 x-cp1258"),
    X_MAC_CYRILLIC("x-mac-cyrillic", singleByte("x-MacUkraine"), "x-mac-cyrillic x-mac-ukrainian"),
    GBK("GBK", Gb18030Decoder::new, "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk"),
    GB18030("gb18030", Gb18030Decoder::new, "gb18030"),
    BIG5("Big5", Big5Decoder::new, "big5 big5-hkscs cn-big5 csbig5 x-x-big5"),
    EUC_JP("EUC-JP", EucJpDecoder::new, "cseucpkdfmtjapanese euc-jp x-euc-jp"),
    ISO_2022_JP("ISO-2022-JP", Iso2022JpDecoder::new, "csiso2022jp iso-2022-jp"),
    SHIFT_JIS(
            "Shift_JIS", ShiftJisDecoder::new, "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis"),
    EUC_KR(
            "EUC-KR",
            EucKrDecoder::new,
            "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 "
                    + "windows-949"),
    REPLACEMENT(
            "replacement",
            ReplacementDecoder::new,
            "csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr replacement"),
    UTF_16BE("UTF-16BE", () -> new Utf16Decoder(true), "unicodefffe utf-16be"),
    UTF_16LE(
            "UTF-16LE",
            () -> new Utf16Decoder(false),
            "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le"),
    X_USER_DEFINED("x-user-defined", singleByte("x-user-defined"), "x-user-defined");

    private static final Map<String, Encoding> BY_LABEL = Arrays.stream(values())
            .flatMap(e -> Arrays.stream(e.labels.split(" ")).map(label -> Map.entry(label, e)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final int LONGEST_LABEL =
            BY_LABEL.keySet().stream().mapToInt(String::length).max().orElseThrow();

    private final String standardName;

    @SuppressWarnings("ImmutableEnumChecker") // a constructor reference or a lambda without state
    private final Supplier<TextDecoder> decoders;

    private final String labels;

    Encoding(String standardName, Supplier<TextDecoder> decoders, String labels) {
        this.standardName = standardName;
        this.decoders = decoders;
        this.labels = labels;
    }

    private static Supplier<TextDecoder> singleByte(String table) {
        return () -> new SingleByteDecoder(SingleByteTable.of(table));
    }

    /** Gets an encoding (section 4.2): ASCII case and white space around the label do not matter. */
    static @Nullable Encoding forLabel(@Nullable String label) {
        if (label == null) return null;
        int from = 0;
        int to = label.length();
        while (from < to && Ascii.isWhitespace(label.charAt(from))) from++;
        while (to > from && Ascii.isWhitespace(label.charAt(to - 1))) to--;
        if (to - from > LONGEST_LABEL) return null;
        for (int i = from; i < to; i++) {
            if (label.charAt(i) >= 0x80) return null; // toLowerCase knows more letters than ASCII's
        }
        return BY_LABEL.get(label.substring(from, to).toLowerCase(Locale.ROOT));
    }

    /** The name that the standard gives it, which browsers show as {@code document.characterSet}. */
    String standardName() {
        return standardName;
    }

    /** A decoder for one page; byte order marks are the caller's business. */
    TextDecoder newDecoder() {
        return decoders.get();
    }

    /**
     * An encoder for one query of a URL on a page in this encoding (Encoding, section 4.3, "get an output encoding").
     *
     * @return null for UTF-8
     */
    @Nullable
    QueryEncoder newEncoder() {
        return switch (this) {
            case UTF_8, UTF_16BE, UTF_16LE, REPLACEMENT -> null;
            case GBK -> new Gb18030Encoder(true);
            case GB18030 -> new Gb18030Encoder(false);
            case BIG5 -> new DoubleByteEncoder(InverseIndex.BIG5);
            case EUC_KR -> new DoubleByteEncoder(InverseIndex.EUC_KR);
            case SHIFT_JIS -> new ShiftJisEncoder();
            case EUC_JP -> new EucJpEncoder();
            case ISO_2022_JP -> new Iso2022JpEncoder();
            default -> SingleByteEncoder.inverseOf(newDecoder());
        };
    }

    /** Whether bytes of ASCII stand for themselves, as long as no other bytes come before them. */
    boolean isAsciiAsItIs() {
        return switch (this) {
            case UTF_16BE, UTF_16LE, REPLACEMENT, ISO_2022_JP -> false;
            default -> true;
        };
    }

    /**
     * What a declaration in ASCII text means by this encoding (HTML, sections 13.2.3.2 and 13.2.3.5): the text that
     * says UTF-16 is not in UTF-16, and x-user-defined in markup is read as windows-1252.
     */
    Encoding asDeclaredInMarkup() {
        return switch (this) {
            case UTF_16BE, UTF_16LE -> UTF_8;
            case X_USER_DEFINED -> WINDOWS_1252;
            default -> this;
        };
    }
}
