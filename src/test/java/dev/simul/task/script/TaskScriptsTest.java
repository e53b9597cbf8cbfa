package dev.simul.task.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Programs of coroutines do on {@code task} what they do on CPython's asyncio. */
class TaskScriptsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<String> lines(String resource) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                TaskScriptsTest.class.getResourceAsStream("/asyncio/" + resource), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList();
        }
    }

    private static String difference(JsonNode expected, String script) {
        JsonNode actual = JSON.readTree(JSON.writeValueAsString(Machine.run(Script.parse(script))));
        return new Trace(expected).firstDifference(new Trace(actual));
    }

    private static Stream<DynamicTest> agreement(String name) throws IOException {
        Map<String, JsonNode> expected = new HashMap<>();
        for (String line : lines(name + ".expected.jsonl")) {
            JsonNode trace = JSON.readTree(line);
            expected.put(trace.get("id").asString(), trace);
        }
        return lines(name + ".jsonl").stream().map(line -> {
            String id = Script.parse(line).id();
            return DynamicTest.dynamicTest(
                    id, () -> assertThat(difference(expected.get(id), line)).isEmpty());
        });
    }

    @TestFactory
    Stream<DynamicTest> each_rule_and_edge_case_is_asyncio_s() throws IOException {
        return agreement("curated");
    }

    @TestFactory
    Stream<DynamicTest> programs_that_were_drawn_by_chance_do_what_they_do_on_asyncio() throws IOException {
        return agreement("random");
    }

    /**
     * {@code -Dsimul.scripts.seed=N} repeats a run, {@code -Dsimul.scripts.count=N} draws more. What is compared is the order of
     * all events, turn by turn.
     */
    @Test
    void fresh_programs_do_what_they_do_on_asyncio(@TempDir Path directory) throws Exception {
        long seed = Long.getLong("simul.scripts.seed", System.nanoTime());
        int count = Integer.getInteger("simul.scripts.count", 500);
        System.out.println("task scripts: seed " + seed + ", " + count + " of them");
        List<String> scripts = RandomScript.draw(seed, count);

        List<String> expected;
        try {
            expected = Oracle.ask(directory, scripts);
        } catch (Oracle.Missing missing) {
            abort(missing.getMessage());
            return;
        }

        assertThat(expected).hasSameSizeAs(scripts);
        List<String> differences = new ArrayList<>();
        int fair = 0;
        for (int i = 0; i < count; i++) {
            JsonNode trace = JSON.readTree(expected.get(i));
            if (trace.get("unordered").asInt() > 0) continue;
            fair++;
            String difference = difference(trace, scripts.get(i));
            if (!difference.isEmpty()) differences.add(difference + " in " + scripts.get(i));
        }
        assertThat(differences).as("seed " + seed).isEmpty();
        assertThat(fair).isGreaterThan(count * 9 / 10);
    }

    @Test
    void the_rule_sees_what_differs() {
        Trace expected = trace("{\"strict\": true, \"trace\": [[0, \"a\", \"x\"], [0, \"b\", \"y\"]]");
        Trace swapped = trace("{\"trace\": [[0, \"b\", \"y\"], [0, \"a\", \"x\"]]");
        Trace later = trace("{\"trace\": [[0, \"a\", \"x\"], [1, \"b\", \"y\"]]");

        assertThat(expected.firstDifference(expected)).isEmpty();
        assertThat(expected.firstDifference(swapped)).contains("at 0");
        assertThat(swapped.firstDifference(expected))
                .isEmpty(); // not strict: who comes first in an instant does not count
        assertThat(swapped.firstDifference(later)).contains("at 0");
    }

    private static Trace trace(String start) {
        return new Trace(JSON.readTree(start + ", \"outcome\": \"result null\", \"tasks\": {}}"));
    }
}
