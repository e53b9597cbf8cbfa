package dev.simul.task.script;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One call of a coroutine or a callback: the name it is traced under, its local values, the exception being handled. */
final class Frame {
    /** A {@code return} on its way out of the blocks around it. */
    record Return(Object value) {}

    final String name;
    final Map<String, Object> locals;
    Throwable handling;

    Frame(String name, Map<String, Object> locals) {
        this.name = name;
        this.locals = new HashMap<>(locals);
    }

    /** A literal, or the local value that {@code {"var": …}} names. */
    Object value(JsonNode spec) {
        return spec != null && spec.isObject() ? locals.get(spec.get("var").asString()) : Script.literal(spec);
    }

    Map<String, Object> values(JsonNode specs) {
        Map<String, Object> values = new HashMap<>();
        if (specs != null) specs.properties().forEach(each -> values.put(each.getKey(), value(each.getValue())));
        return values;
    }
}
