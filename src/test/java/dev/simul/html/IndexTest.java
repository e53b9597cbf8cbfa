package dev.simul.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Every pointer of every index of the Encoding standard, through the decoders. */
class IndexTest {
    private static final JsonNode INDEXES = PageCase.json("indexes.json");
    private static final int NONE = 0xFFFD;

    @ParameterizedTest
    @EnumSource
    void single_byte_encodings_decode_as_their_index_says(Encoding encoding) {
        if (!(encoding.newDecoder() instanceof SingleByteDecoder) || encoding == Encoding.X_USER_DEFINED) return;
        String name = encoding.standardName().toLowerCase(Locale.ROOT);
        JsonNode index = INDEXES.get(name.equals("iso-8859-8-i") ? "iso-8859-8" : name);
        for (int i = 0; i < 128; i++) {
            assertThat(decoded(encoding, i)).as(encoding + " " + i).isEqualTo(new String(Character.toChars(i)));
            String expected = new String(Character.toChars(at(index, i)));
            assertThat(decoded(encoding, 0x80 + i))
                    .as(encoding + " " + (0x80 + i))
                    .isEqualTo(expected);
        }
    }

    @Test
    void x_user_defined_maps_to_private_use() {
        assertThat(decoded(Encoding.X_USER_DEFINED, 0x41, 0x80, 0xFF)).isEqualTo("A\uF780\uF7FF");
    }

    @Test
    void big5_decodes_as_its_index_says() {
        Set<Integer> pairs = Set.of(1133, 1135, 1164, 1166);
        for (int pointer = 0; pointer < 126 * 157; pointer++) {
            int trail = pointer % 157;
            if (pairs.contains(pointer)) continue;
            assertPair("big5", Encoding.BIG5, pointer, pointer / 157 + 0x81, trail + (trail < 0x3F ? 0x40 : 0x62));
        }
        assertThat(decoded(Encoding.BIG5, 0x88, 0x62, 0x88, 0x64, 0x88, 0xA3, 0x88, 0xA5))
                .isEqualTo("\u00CA\u0304\u00CA\u030C\u00EA\u0304\u00EA\u030C");
    }

    @Test
    void euc_kr_decodes_as_its_index_says() {
        for (int pointer = 0; pointer < 126 * 190; pointer++) {
            assertPair("euc-kr", Encoding.EUC_KR, pointer, pointer / 190 + 0x81, pointer % 190 + 0x41);
        }
    }

    @Test
    void gbk_and_gb18030_decode_as_their_index_says() {
        for (int pointer = 0; pointer < 126 * 190; pointer++) {
            int trail = pointer % 190 + (pointer % 190 < 0x3F ? 0x40 : 0x41);
            assertPair("gb18030", Encoding.GBK, pointer, pointer / 190 + 0x81, trail);
        }
    }

    @Test
    void four_byte_gb18030_decodes_as_the_ranges_say() {
        JsonNode ranges = INDEXES.get("gb18030-ranges");
        int range = 0;
        for (int pointer = 0; pointer < 126 * 10 * 126 * 10; pointer++) {
            if (pointer == 41_000) pointer = 188_900; // nothing is mapped between, and above only the ends matter
            if (pointer == 200_000) pointer = 1_237_000;
            while (range + 1 < ranges.size() && ranges.get(range + 1).get(0).asInt() <= pointer) range++;
            JsonNode first = ranges.get(range);
            int expected = first.get(1).asInt() + pointer - first.get(0).asInt();
            if ((pointer > 39419 && pointer < 189000) || pointer > 1237575) expected = NONE;
            if (pointer == 7457) expected = 0xE7C7;
            String text = decoded(
                    Encoding.GB18030,
                    pointer / 12600 + 0x81,
                    pointer / 1260 % 10 + 0x30,
                    pointer / 10 % 126 + 0x81,
                    pointer % 10 + 0x30);
            assertThat(text).as("pointer " + pointer).isEqualTo(Character.toString(expected));
        }
    }

    @Test
    void the_japanese_encodings_decode_as_jis_0208_says() {
        for (int pointer = 0; pointer < 60 * 188; pointer++) {
            int row = pointer / 188;
            int cell = pointer % 188;
            boolean isUserDefined = pointer >= 8836 && pointer <= 10715;
            int expected = isUserDefined ? 0xE000 - 8836 + pointer : at(INDEXES.get("jis0208"), pointer);
            String text =
                    decoded(Encoding.SHIFT_JIS, row + (row < 0x1F ? 0x81 : 0xC1), cell + (cell < 0x3F ? 0x40 : 0x41));
            assertCharacter("shift_jis " + pointer, text, expected, cell + (cell < 0x3F ? 0x40 : 0x41));
        }
        for (int pointer = 0; pointer < 94 * 94; pointer++) {
            int row = pointer / 94;
            int cell = pointer % 94;
            int expected = at(INDEXES.get("jis0208"), pointer);
            String text = decoded(Encoding.EUC_JP, row + 0xA1, cell + 0xA1);
            assertCharacter("euc-jp " + pointer, text, expected, cell + 0xA1);
            text = decoded(Encoding.ISO_2022_JP, 0x1B, '$', 'B', row + 0x21, cell + 0x21);
            assertThat(text).as("iso-2022-jp " + pointer).isEqualTo(Character.toString(expected));
        }
    }

    @Test
    void euc_jp_decodes_as_jis_0212_says() {
        for (int pointer = 0; pointer < 94 * 94; pointer++) {
            int expected = at(INDEXES.get("jis0212"), pointer);
            String text = decoded(Encoding.EUC_JP, 0x8F, pointer / 94 + 0xA1, pointer % 94 + 0xA1);
            assertThat(text).as("pointer " + pointer).isEqualTo(Character.toString(expected));
        }
    }

    private static void assertPair(String index, Encoding encoding, int pointer, int lead, int trail) {
        String text = decoded(encoding, lead, trail);
        assertCharacter(index + " " + pointer, text, at(INDEXES.get(index), pointer), trail);
    }

    /** An ASCII trail byte of an unmapped pair is read again. */
    private static void assertCharacter(String what, String text, int expected, int trail) {
        String end = expected == NONE && trail < 0x80 ? Character.toString(trail) : "";
        assertThat(text).as(what).isEqualTo(Character.toString(expected) + end);
    }

    private static int at(JsonNode index, int pointer) {
        JsonNode codePoint = pointer < index.size() ? index.get(pointer) : null;
        return codePoint == null || codePoint.isNull() ? NONE : codePoint.asInt();
    }

    private static String decoded(Encoding encoding, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) bytes[i] = (byte) values[i];
        TextBuffer text = new TextBuffer(0);
        TextDecoder decoder = encoding.newDecoder();
        decoder.decode(bytes, 0, bytes.length, text);
        decoder.end(text);
        return text.toString();
    }
}
