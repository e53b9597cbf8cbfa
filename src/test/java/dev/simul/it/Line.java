package dev.simul.it;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One record of JSON lines, as Jackson reads it. */
record Line(JsonNode json) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static Line read(String text) {
        return new Line(MAPPER.readTree(text));
    }

    /** One of each line; the text must end with a whole one. */
    static List<Line> readAll(String text) {
        if (!text.isEmpty() && !text.endsWith("\n")) throw new AssertionError("the last line is torn");
        return text.lines().map(Line::read).toList();
    }

    String url() {
        return json.get("url").asString();
    }

    int line() {
        return json.get("line").asInt();
    }

    /** The status; 0 if there is none. */
    int status() {
        return json.get("status").asInt(0);
    }

    long bytes() {
        return json.get("bytes").asLong();
    }

    @Nullable
    String title() {
        return text("title");
    }

    @Nullable
    String contentType() {
        return text("content_type");
    }

    @Nullable
    String charset() {
        return text("charset");
    }

    /** The kind of error; null if there is none. */
    @Nullable
    String errorKind() {
        JsonNode error = json.get("error");
        return error.isNull() ? null : error.get("kind").asString();
    }

    /** The status, or else the kind of error. */
    String outcome() {
        String kind = errorKind();
        return kind == null ? Integer.toString(status()) : kind;
    }

    private @Nullable String text(String key) {
        JsonNode value = json.get(key);
        return value.isNull() ? null : value.asString();
    }
}
