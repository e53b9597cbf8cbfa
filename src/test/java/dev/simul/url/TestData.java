package dev.simul.url;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The files of {@code src/test/resources/url}; its README names their sources and licences. */
final class TestData {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TestData() {}

    static JsonNode json(String file) {
        return JSON.readTree(text(file));
    }

    /** The cases of a web-platform-tests file, in which strings are comments. */
    static Stream<JsonNode> wptCases(String file) {
        return StreamSupport.stream(json(file).spliterator(), false).filter(JsonNode::isObject);
    }

    private static String text(String file) {
        try (InputStream in = Objects.requireNonNull(TestData.class.getResourceAsStream("/url/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
