package dev.simul.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Broken bytes, and bytes cut anywhere. */
class TextDecoderTest {
    private static final String R = "\uFFFD";

    @ParameterizedTest
    @CsvSource({
        "UTF_8, 41C3A9E282ACF09F9880, Aé€😀",
        "UTF_8, C0AF, RR",
        "UTF_8, C3, R",
        "UTF_8, C341, RA",
        "UTF_8, E28241, RA",
        "UTF_8, E282, R",
        "UTF_8, EDA080, RRR",
        "UTF_8, F0808080, RRRR",
        "UTF_8, F09F98, R",
        "UTF_8, F09F9841, RA",
        "UTF_8, F4908080, RRRR",
        "UTF_8, F5, R",
        "UTF_8, E2E282AC, R€",
        "UTF_8, 80BF, RR",
        "UTF_16LE, 41003DD800DE, A😀",
        "UTF_16BE, 0041D83DDE00, A😀",
        "UTF_16BE, D83D0041, RA",
        "UTF_16BE, DE000041, RA",
        "UTF_16BE, D83DD83DDE00, R😀",
        "UTF_16BE, 004100, AR",
        "UTF_16BE, D83D00, R",
        "REPLACEMENT, 414243, R",
        "WINDOWS_1252, 80819DFF, €\u0081\u009Dÿ",
        "SHIFT_JIS, 82A0B1805C7E, あｱ\u0080\\~",
        "SHIFT_JIS, 8240, R@",
        "SHIFT_JIS, 823C, R<",
        "SHIFT_JIS, 82FF, R",
        "SHIFT_JIS, A0FDFEFF82, RRRRR",
        "EUC_JP, A4A28EB18FB0EF, あｱ佘",
        "EUC_JP, A43C, R<",
        "EUC_JP, 8E3C, R<",
        "EUC_JP, 8FA13C, R<",
        "EUC_JP, 8FA1, R",
        "EUC_JP, 80A0FF, RRR",
        "EUC_JP, 8EE0, R",
        "ISO_2022_JP, 411B2442242224221B284241, AああA",
        "ISO_2022_JP, 1B284A5C7E41, ¥‾A",
        "ISO_2022_JP, 1B2849215F, ｡ﾟ",
        "ISO_2022_JP, 1B24421B284241, RA",
        "ISO_2022_JP, 0E0F80, RRR",
        "ISO_2022_JP, 1B, R",
        "ISO_2022_JP, 1B24, R$",
        "ISO_2022_JP, 1B2858, R(X",
        "ISO_2022_JP, 1B41, RA",
        "ISO_2022_JP, 1B2442241B284241, RA",
        "ISO_2022_JP, 1B24422480, R",
        "ISO_2022_JP, 1B24421B24, RR",
        "BIG5, A440, 一",
        "BIG5, A43C, R<",
        "BIG5, 80FFA4, RRR",
        "EUC_KR, B0A1, 가",
        "EUC_KR, B03C, R<",
        "EUC_KR, 80FFB0, RRR",
        "GBK, C4E380A2E3, 你€€",
        "GBK, 843C, R<",
        "GB18030, 8139EF30, 㐁",
        "GB18030, 9439DA33, 💩",
        "GB18030, 813081308441, \u0080凙",
        "GB18030, 81308130, \u0080",
        "GB18030, 8130813C, R0R<",
        "GB18030, 81303C, R0<",
        "GB18030, 8130, R",
        "GB18030, 813081, R",
        "GB18030, FE39FE39, R",
        "GB18030, 84318236, ︐",
        "GB18030, FF, R",
    })
    void bytes_become_text_as_the_standard_says(Encoding encoding, String hex, String expected) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        String text = expected.replace("R", R);

        assertThat(decoded(encoding, bytes, bytes.length)).isEqualTo(text);
        assertThat(decoded(encoding, bytes, 1)).isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource
    void a_cut_at_any_byte_changes_nothing_and_no_bytes_throw(Encoding encoding) {
        Random random = new Random(encoding.standardName().hashCode());
        byte[] likely = {0x1B, '$', 'B', '(', 'I', 'J', 0x30, 0x39, (byte) 0x81, (byte) 0x8E, (byte) 0x8F, (byte) 0xD8};
        for (int round = 0; round < 300; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                boolean isLikely = random.nextInt(3) == 0;
                bytes[i] = isLikely ? likely[random.nextInt(likely.length)] : (byte) random.nextInt(256);
            }
            String whole = decoded(encoding, bytes, 40);
            assertThat(decoded(encoding, bytes, 1)).isEqualTo(whole);
            assertThat(decoded(encoding, bytes, 3)).isEqualTo(whole);
            assertThat(new String(whole.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .as("no lone surrogates")
                    .isEqualTo(whole);
        }
    }

    @Test
    void ill_formed_utf_8_is_replaced_by_maximal_subparts() {
        Random random = new Random(3);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(12)];
            for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (0x70 + random.nextInt(0x90));
            assertThat(decoded(Encoding.UTF_8, bytes, 12)).isEqualTo(byTheTable(bytes));
        }
    }

    /** The well-formed sequences of the Unicode standard, table 3-7: the first two bytes decide, the rest are 80..BF. */
    private static String byTheTable(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < bytes.length) {
            int first = bytes[i] & 0xFF;
            int length =
                    first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
            int matched = 1;
            while (matched < length && i + matched < bytes.length) {
                int next = bytes[i + matched] & 0xFF;
                int lowest = matched > 1 ? 0x80 : first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
                int highest = matched > 1 ? 0xBF : first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
                if (next < lowest || next > highest) break;
                matched++;
            }
            text.append(matched == length ? new String(bytes, i, length, StandardCharsets.UTF_8) : R);
            i += matched;
        }
        return text.toString();
    }

    private static String decoded(Encoding encoding, byte[] bytes, int size) {
        TextBuffer text = new TextBuffer(0);
        TextDecoder decoder = encoding.newDecoder();
        for (int from = 0; from < bytes.length; from += size) {
            decoder.decode(bytes, from, Math.min(bytes.length, from + size), text);
        }
        decoder.end(text);
        return text.toString();
    }
}
