package dev.simul.task.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a script did, and when two of them agree: see the README of the scripts. */
record Trace(JsonNode json) {
    /** All that happens at one instant, by who it happens to. */
    private record Instant(long millis, Map<String, List<String>> events) {}

    /** Where {@code actual} parts from this, which is what was expected; empty where it does not. */
    String firstDifference(Trace actual) {
        for (String key : List.of("outcome", "tasks", "unretrieved")) {
            if (json.has(key) && !json.get(key).equals(actual.json.get(key))) {
                return key + ": expected " + json.get(key) + ", got " + actual.json.get(key);
            }
        }
        boolean strict = json.has("strict") && json.get("strict").asBoolean();
        return strict ? difference(events(), actual.events()) : difference(instants(), actual.instants());
    }

    private static String difference(List<?> expected, List<?> actual) {
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            Object want = i < expected.size() ? expected.get(i) : "the end";
            Object got = i < actual.size() ? actual.get(i) : "the end";
            if (!want.equals(got)) return "at " + i + ": expected " + want + ", got " + got;
        }
        return "";
    }

    private List<JsonNode> events() {
        List<JsonNode> events = new ArrayList<>();
        json.get("trace").forEach(events::add);
        return events;
    }

    private List<Instant> instants() {
        List<Instant> instants = new ArrayList<>();
        for (JsonNode event : json.get("trace")) {
            long millis = event.get(0).asLong();
            if (instants.isEmpty() || instants.getLast().millis() != millis) {
                instants.add(new Instant(millis, new LinkedHashMap<>()));
            }
            instants.getLast()
                    .events()
                    .computeIfAbsent(event.get(1).asString(), unused -> new ArrayList<>())
                    .add(event.get(2).asString());
        }
        return instants;
    }
}
