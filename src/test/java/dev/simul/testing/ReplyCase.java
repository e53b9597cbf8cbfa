package dev.simul.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A reply out of another project's test suite or our own table; the README in {@code src/test/resources/http} says what the fields mean.
 *
 * @param text its bytes as ISO 8859-1
 * @param closes whether the peer closes the connection after it
 * @param ok what may be reported as a whole response
 * @param errorKinds what may be reported instead
 * @param errorStatus the status that an error keeps; null where it does not matter
 * @param wireBytes of the body before content decoding; null where it does not matter
 */
public record ReplyCase(
        String id,
        String text,
        boolean closes,
        List<Mode> modes,
        List<Outcome> ok,
        List<String> errorKinds,
        @Nullable Integer errorStatus,
        @Nullable Long wireBytes) {

    /** A status and the length of the decoded body; null where any length will do. */
    public record Outcome(int status, @Nullable Long bytes) {}

    /** In which pieces it is sent. */
    public enum Mode {
        WHOLE,
        DRIBBLE,
        SPLIT;

        static Mode named(String name) {
            return switch (name) {
                case "whole" -> WHOLE;
                case "dribble" -> DRIBBLE;
                case "split" -> SPLIT;
                default -> throw new IllegalArgumentException(name);
            };
        }
    }

    /** All cases of all projects, and our own. */
    public static Stream<ReplyCase> all() {
        return Stream.concat(Stream.of("aiohttp", "go", "hyper", "llhttp").flatMap(ReplyCase::of), ReplyTable.read());
    }

    private static Stream<ReplyCase> of(String project) {
        String name = "/http/http_" + project + ".json";
        try (InputStream in = ReplyCase.class.getResourceAsStream(name)) {
            List<ReplyCase> cases = new ArrayList<>();
            for (JsonNode node : JsonMapper.shared().readTree(in).get("cases")) cases.add(of(node));
            return cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReplyCase of(JsonNode node) {
        JsonNode part = node.get("parts").get("0");
        JsonNode expect = node.get("expect");
        return new ReplyCase(
                node.get("id").asString(),
                new String(bytes(part), StandardCharsets.ISO_8859_1),
                part.get("end").asString().equals("close"),
                node.get("modes")
                        .valueStream()
                        .map(mode -> Mode.named(mode.asString()))
                        .toList(),
                expect.get("ok").valueStream().map(ReplyCase::outcome).toList(),
                expect.get("err").valueStream().map(JsonNode::asString).toList(),
                expect.has("err_status") ? expect.get("err_status").asInt() : null,
                expect.has("wire") ? expect.get("wire").asLong() : null);
    }

    private static Outcome outcome(JsonNode pair) {
        JsonNode length = pair.get(1);
        return new Outcome(pair.get(0).asInt(), length.isNull() ? null : length.asLong());
    }

    private static byte[] bytes(JsonNode part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(decoded(part.get("b64")));
        if (part.has("repeat")) {
            byte[] block = decoded(part.get("repeat").get(0));
            int times = part.get("repeat").get(1).asInt();
            for (int i = 0; i < times; i++) bytes.writeBytes(block);
        }
        if (part.has("tail")) bytes.writeBytes(decoded(part.get("tail")));
        return bytes.toByteArray();
    }

    private static byte[] decoded(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asString());
    }

    /** The bytes as {@code mode} sends them. */
    public List<byte[]> pieces(Mode mode) {
        Random random = new Random(id.hashCode());
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        List<byte[]> pieces = new ArrayList<>();
        int position = 0;
        while (position < bytes.length) {
            int length = switch (mode) {
                case WHOLE -> bytes.length;
                case DRIBBLE -> 1;
                case SPLIT -> 1 + random.nextInt(bytes.length);
            };
            int end = Math.min(bytes.length, position + length);
            pieces.add(Arrays.copyOfRange(bytes, position, end));
            position = end;
        }
        return pieces;
    }

    @Override
    public String toString() {
        return id;
    }
}
