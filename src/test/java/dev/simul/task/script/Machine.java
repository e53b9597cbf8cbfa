package dev.simul.task.script;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import dev.simul.task.Awaitable;
import dev.simul.task.Coroutine;
import dev.simul.task.Loop;
import dev.simul.task.Outcome;
import dev.simul.task.Step;
import dev.simul.task.Task;
import dev.simul.task.VirtualTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Runs one script on a loop with virtual time, and writes down what happens. */
final class Machine {
    private static final int MAX_TURNS = 20_000;

    private record Event(long millis, String name, String text) {}

    final Script script;
    final VirtualTime time;
    final Loop loop;
    final SimulatedPool pool;
    final Map<String, Long> cells = new HashMap<>();
    private final long startNanos;
    private final Operations operations = new Operations(this);
    private final List<Event> trace = new ArrayList<>();
    /** What scripts refer to by name: tasks, futures, locks, timers, groups. */
    private final Map<String, Object> names = new HashMap<>();
    /** The first name that a future got. */
    private final IdentityHashMap<Object, String> labels = new IdentityHashMap<>();
    /** Those of {@code spawn} and {@code group_spawn}, in the order of their creation. */
    private final Map<String, Task<Object>> tasks = new LinkedHashMap<>();

    private final Map<String, Integer> instances = new HashMap<>();
    private final Map<String, Consumer<Task<Object>>> callbacks = new HashMap<>();

    private Machine(Script script, VirtualTime time) {
        this.script = script;
        this.time = time;
        this.loop = time.loop();
        this.startNanos = loop.nanoTime();
        this.pool = new SimulatedPool(loop, this, script.threads());
        script.entries("cells")
                .forEach(cell -> cells.put(cell.getKey(), cell.getValue().asLong()));
        script.entries("objects").forEach(object -> operations.make(object.getKey(), object.getValue()));
    }

    /** The whole trace of a script, as a record of the trace format. */
    static Map<String, Object> run(Script script) {
        try (VirtualTime time = VirtualTime.open()) {
            return new Machine(script, time).run();
        }
    }

    private Map<String, Object> run() {
        loop.setExceptionHandler(error -> event("loop", "error " + Shown.of(error)));
        Task<Object> root = loop.spawn("main", coroutine("main", instance("main"), Map.of()));
        boolean stopped = time.runAll();
        boolean runaway = loop.turns() > MAX_TURNS;
        String end = runaway ? "runaway" : stopped ? "stopped" : "deadlock";
        if (!root.isDone()) event("loop", stopped ? "stopped" : "deadlock");

        Map<String, Object> record = new LinkedHashMap<>();
        record.put("id", script.id());
        if (script.is("strict")) record.put("strict", true);
        record.put("outcome", root.isDone() && !runaway ? endOf(root) : end);
        if (script.is("unretrieved")) record.put("unretrieved", unretrieved());
        Map<String, String> ends = new LinkedHashMap<>();
        tasks.forEach((name, task) -> ends.put(name, endOf(task)));
        record.put("tasks", ends);
        record.put(
                "trace",
                trace.stream()
                        .map(event -> List.of(event.millis(), event.name(), event.text()))
                        .toList());
        return record;
    }

    private static String endOf(Task<Object> task) {
        if (!task.isDone()) return "pending";
        return switch (task.outcome()) {
            case Outcome.Success<Object> success -> "result " + Shown.of(success.value());
            case Outcome.Failure<Object> failure -> "error " + Shown.of(failure.cause());
            case Outcome.Cancelled<Object> cancelled -> "cancelled";
        };
    }

    private List<String> unretrieved() {
        Map<String, Object> named = new HashMap<>(names);
        named.putAll(tasks);
        TreeSet<String> unseen = new TreeSet<>();
        named.forEach((name, thing) -> {
            if (thing instanceof Task<?> task && task.isFailureUnseen()) unseen.add(name);
        });
        return List.copyOf(unseen);
    }

    void event(String name, String text) {
        trace.add(new Event((loop.nanoTime() - startNanos) / 1_000_000, name, text));
        stopRunaway();
    }

    void stopRunaway() {
        if (loop.turns() > MAX_TURNS) loop.stop();
    }

    /** The virtual time {@code millis} on the loop's clock. */
    long nanosAt(long millis) {
        return startNanos + millis * 1_000_000;
    }

    // ---- names

    String instance(String name) {
        int count = instances.merge(name, 1, Integer::sum);
        return count == 1 ? name : name + "#" + count;
    }

    void bind(String name, Object thing) {
        names.put(name, thing);
        labels.putIfAbsent(thing, name);
    }

    void bindTask(String name, String as, Task<Object> task) {
        tasks.put(name, task);
        bind(as, task);
        labels.put(task, name);
    }

    Object named(String name) {
        if (name.equals("self")) return loop.currentTask();
        if (!names.containsKey(name)) throw new IllegalStateException("nothing is called " + name);
        return names.get(name);
    }

    String labelOf(Object thing) {
        return labels.get(thing);
    }

    // ---- running

    Coroutine<Object> coroutine(String co, String name, Map<String, Object> arguments) {
        Frame frame = new Frame(name, arguments);
        return () -> {
            event(name, "start");
            return await(
                    block(frame, script.coroutine(co)),
                    returned -> {
                        Object value = returned instanceof Frame.Return end ? end.value() : null;
                        event(name, "return " + Shown.of(value));
                        return done(value);
                    },
                    error -> {
                        event(name, error instanceof CancellationException ? "cancelled" : "raise " + Shown.of(error));
                        throw error;
                    });
        };
    }

    /** Runs steps one after the other; its result is null, or the {@link Frame.Return} that ended it early. */
    Coroutine<Object> block(Frame frame, JsonNode steps) {
        return () -> block(frame, steps, 0);
    }

    private Step<Object> block(Frame frame, JsonNode steps, int first) throws Throwable {
        for (int i = first; steps != null && i < steps.size(); i++) {
            JsonNode step = steps.get(i);
            Object outcome = operations.run(frame, step);
            if (outcome instanceof Integer count) outcome = count.longValue(); // as literals are
            if (outcome instanceof Operations.Waits waits) {
                int next = i + 1;
                return await(waits.awaited(), value -> {
                    if (value instanceof Frame.Return) return done(value);
                    completed(frame, step, value);
                    return block(frame, steps, next);
                });
            }
            if (outcome instanceof Frame.Return) return done(outcome);
            completed(frame, step, outcome);
        }
        return done((Object) null);
    }

    void completed(Frame frame, JsonNode step, Object value) {
        if (step.has("to")) frame.locals.put(step.get("to").asString(), value);
        if (step.has("log")) {
            String text = step.get("log").asString();
            event(frame.name, value == null ? text : text + "=" + Shown.of(value));
        }
    }

    /** The callable of a callback: the same one each time, as removal goes by identity. */
    Consumer<Task<Object>> callback(String name) {
        return callbacks.computeIfAbsent(name, unused -> future -> {
            Map<String, Object> arguments = new HashMap<>();
            arguments.put("arg", future == null ? null : labelOf(future));
            Frame frame = new Frame(name, arguments);
            for (JsonNode step : script.callback(name)) {
                stopRunaway();
                completed(frame, step, operations.runNow(frame, step));
            }
        });
    }

    /** A handle by its name, or a coroutine to be run by whoever gets it. */
    @SuppressWarnings("unchecked")
    Awaitable<Object> awaitable(Frame frame, JsonNode spec) {
        if (spec.isString()) return (Awaitable<Object>) named(spec.asString());
        String co = spec.get("co").asString();
        String as = spec.has("as") ? spec.get("as").asString() : co;
        Map<String, Object> arguments = frame.values(spec.get("args"));
        return coroutine(co, instance(as), arguments);
    }
}
