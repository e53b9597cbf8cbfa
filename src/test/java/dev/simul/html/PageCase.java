package dev.simul.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A page of the case files.
 *
 * @param titles each may be the result, null for no title
 * @param charsets each may be the result; empty where any may
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PageCase(
        String id, @Nullable String contentType, byte[] body, List<@Nullable String> titles, List<String> charsets) {

    /** Those of html5lib and web-platform-tests, in the order of the files. */
    static List<PageCase> all() {
        List<PageCase> cases = new ArrayList<>();
        for (String name : List.of("title_h5", "title_h5after", "title_h5enc", "title_wpt")) {
            for (JsonNode node : json(name + ".json").get("cases")) cases.add(of(node));
        }
        return cases;
    }

    static JsonNode json(String resource) {
        return new ObjectMapper().readTree(bytes(resource));
    }

    static byte[] bytes(String resource) {
        try (InputStream in = PageCase.class.getResourceAsStream("/html/" + resource)) {
            return Objects.requireNonNull(in, resource).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PageCase of(JsonNode node) {
        byte[] reply =
                Base64.getDecoder().decode(node.get("parts").get("0").get("b64").asString());
        String text = new String(reply, StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf("\r\n\r\n");
        String contentType = null;
        for (String line : text.substring(0, headEnd).split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-type:")) contentType = line.substring(13);
        }
        List<@Nullable String> titles = new ArrayList<>();
        for (JsonNode title : node.get("expect").get("titles")) titles.add(title.isNull() ? null : title.asString());
        List<String> charsets = new ArrayList<>();
        JsonNode expected = node.get("expect").get("charsets");
        if (expected != null) for (JsonNode charset : expected) charsets.add(charset.asString());
        byte[] body = Arrays.copyOfRange(reply, headEnd + 4, reply.length);
        return new PageCase(node.get("id").asString(), contentType, body, titles, charsets);
    }
}
