package dev.simul.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.url.QueryEncoder;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** How links are asked for whose query is not in UTF-8. */
class QueryEncoderTest {
    private static final Url BASE = Feeding.url("https://example.com/");

    private static Stream<JsonNode> percentEncodingCases() throws IOException {
        try (InputStream in = QueryEncoderTest.class.getResourceAsStream("/url/percent-encoding.json")) {
            List<JsonNode> cases = new ArrayList<>();
            for (JsonNode each : new ObjectMapper().readTree(Objects.requireNonNull(in)))
                if (each.isObject()) cases.add(each);
            return cases.stream();
        }
    }

    private static @Nullable QueryEncoder encoder(String label) {
        return Objects.requireNonNull(Encoding.forLabel(label), label).newEncoder();
    }

    @ParameterizedTest
    @MethodSource("percentEncodingCases")
    void queries_are_encoded_as_the_standard_has_it_and_fragments_always_in_utf_8(JsonNode c)
            throws UrlSyntaxException {
        String input = c.get("input").stringValue();
        for (Map.Entry<String, JsonNode> output : c.get("output").properties()) {
            Url url = Url.parse("?" + input + "#" + input, BASE, encoder(output.getKey()));

            assertThat(url.query())
                    .as(output.getKey())
                    .isEqualTo(output.getValue().stringValue());
            JsonNode utf8 = c.get("output").get("utf-8");
            if (utf8 != null) assertThat(url.fragment()).isEqualTo(utf8.stringValue());
        }
    }

    @Test
    void only_the_web_s_own_schemes_heed_the_encoding() throws UrlSyntaxException {
        assertThat(Url.parse("ws://a.test/?\u00e9", BASE, encoder("latin1")).query())
                .isEqualTo("%C3%A9");
        assertThat(Url.parse("other://a.test/?\u00e9", BASE, encoder("latin1")).query())
                .isEqualTo("%C3%A9");
        assertThat(Url.parse("ftp://a.test/?\u00e9", BASE, encoder("latin1")).query())
                .isEqualTo("%E9");
    }

    /** Where an encoder writes what its decoder reads otherwise, by the standard. */
    private static boolean isOneWay(Encoding encoding, int codePoint) {
        return switch (encoding) {
            case SHIFT_JIS, EUC_JP -> codePoint == 0xA5 || codePoint == 0x203E || codePoint == 0x2212;
            case ISO_2022_JP -> codePoint == 0x2212 || Jis.isHalfWidthKatakana(codePoint);
            case GBK, GB18030 -> codePoint >= 0xE78D && codePoint <= 0xE864;
            default -> false;
        };
    }

    @ParameterizedTest
    @EnumSource
    void what_is_encoded_is_decoded_to_what_it_was(Encoding encoding) {
        QueryEncoder encoder = encoding.newEncoder();
        if (encoder == null) return;
        int encoded = 0;
        for (int c = 0; c <= 0x2FFFF; c++) {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) continue;
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            boolean isEncoded = encoder.encode(c, out) == QueryEncoder.ENCODED;
            encoder.end(out);
            if (!isEncoded || isOneWay(encoding, c)) continue;
            encoded++;
            TextBuffer text = new TextBuffer(4);
            TextDecoder decoder = encoding.newDecoder();
            byte[] bytes = out.toByteArray();
            decoder.decode(bytes, 0, bytes.length, text);
            decoder.end(text);
            if (!text.toString().equals(Character.toString(c))) {
                assertThat(text.toString()).as("U+%04X in %s", c, encoding).isEqualTo(Character.toString(c));
            }
        }
        assertThat(encoded).as("characters of " + encoding).isGreaterThan(128 + 60);
    }

    @Test
    void a_link_on_a_page_is_asked_for_in_the_page_s_encoding() {
        PageReader reader = Feeding.open("text/html; charset=gbk", new PageQuery(List.of(), true, 1000));
        byte[] page = Feeding.latin1("<a href='/\u00d6\u00d0?q=\u00d6\u00d0#\u00d6\u00d0'>");
        reader.accept(page, 0, page.length);

        assertThat(Feeding.finish(reader).extract().links())
                .containsExactly("https://example.com/%E4%B8%AD?q=%D6%D0#%E4%B8%AD");
    }
}
