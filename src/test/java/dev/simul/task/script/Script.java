package dev.simul.task.script;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** One program as it was written. */
record Script(JsonNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Script parse(String line) {
        return new Script(JSON.readTree(line));
    }

    String id() {
        return json.get("id").asString();
    }

    boolean is(String flag) {
        return json.has(flag) && json.get(flag).asBoolean();
    }

    JsonNode coroutine(String name) {
        return json.get("coroutines").get(name);
    }

    JsonNode callback(String name) {
        return json.get("callbacks").get(name);
    }

    int threads() {
        return json.has("threads") ? json.get("threads").asInt() : Integer.MAX_VALUE;
    }

    Iterable<Map.Entry<String, JsonNode>> entries(String key) {
        return json.has(key) ? json.get(key).properties() : List.of();
    }

    /** A literal: null, booleans, integers, strings, lists. */
    static Object literal(JsonNode node) {
        if (node == null || node.isNull()) return null;
        if (node.isBoolean()) return node.asBoolean();
        if (node.isIntegralNumber()) return node.asLong();
        if (!node.isArray()) return node.asString();
        List<Object> items = new ArrayList<>();
        for (Iterator<JsonNode> each = node.iterator(); each.hasNext(); ) items.add(literal(each.next()));
        return items;
    }
}
