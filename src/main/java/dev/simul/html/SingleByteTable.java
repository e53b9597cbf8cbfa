package dev.simul.html;

import java.nio.charset.Charset;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The upper halves of the single-byte encodings (Encoding, section 9), each made on first use.
 *
 * <p>The JDK's tables are the standard's but for these: the standard gives the holes of the Windows code pages between
 * 0x80 and 0x9F the C1 controls, has five newer characters, and two encodings that the JDK lacks.
 */
final class SingleByteTable {
    private static final ConcurrentHashMap<String, char[]> TABLES = new ConcurrentHashMap<>();

    private static final String ISO_8859_10 =
            "\u00A0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00ADŪŊ°ąēģīĩķ·ļđšŧž―ūŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏÐŅŌÓÔÕÖŨØŲÚÛÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ";
    private static final String ISO_8859_14 =
            "\u00A0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00AD®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ";

    private SingleByteTable() {}

    /**
     * The chars of 0x80 to 0xFF; U+FFFD where the encoding has none. Not to be changed.
     *
     * @param name the JDK's name of the nearest charset, or the standard's where the JDK has none
     */
    static char[] of(String name) {
        return TABLES.computeIfAbsent(name, SingleByteTable::make);
    }

    private static char[] make(String name) {
        return switch (name) {
            case "ISO-8859-10" -> above0x9F(ISO_8859_10);
            case "ISO-8859-14" -> above0x9F(ISO_8859_14);
            case "x-user-defined" -> userDefined();
            default -> patched(name, Charset.forName(name));
        };
    }

    private static char[] above0x9F(String chars) {
        char[] table = new char[128];
        for (int i = 0; i < 32; i++) table[i] = (char) (0x80 + i);
        chars.getChars(0, 96, table, 32);
        return table;
    }

    private static char[] userDefined() {
        char[] table = new char[128];
        for (int i = 0; i < 128; i++) table[i] = (char) (0xF780 + i);
        return table;
    }

    private static char[] patched(String name, Charset charset) {
        byte[] upperHalf = new byte[128];
        for (int i = 0; i < 128; i++) upperHalf[i] = (byte) (0x80 + i);
        char[] table = new String(upperHalf, charset).toCharArray();
        if (name.contains("windows")) {
            for (int i = 0; i < 32; i++) if (table[i] == TextBuffer.REPLACEMENT) table[i] = (char) (0x80 + i);
        }
        switch (name) {
            case "KOI8-U" -> {
                table[0xAE - 0x80] = '\u045E';
                table[0xBE - 0x80] = '\u040E';
            }
            case "windows-1255" -> table[0xCA - 0x80] = '\u05BA';
            case "x-MacUkraine" -> table[0xFF - 0x80] = '\u20AC';
            default -> {}
        }
        return table;
    }
}
