package dev.simul.task.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.ObjectMapper;

/**
 * Draws a program of a dozen tasks that wait for, cancel and hinder one another.
 *
 * <p>It keeps to what the language allows: names are bound before they are used, callbacks do not wait, and what may begin
 * several times at an instant starts no timers of its own.
 */
final class RandomScript {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_DEPTH = 4;
    /** So many that timers hardly ever tie; so few that asyncio can add its clock's resolution, a double, to any sum of them. */
    private static final long MAX_MILLIS = 50_000_000;

    private final Random random;
    private final Map<String, Object> objects = new LinkedHashMap<>();
    private final Map<String, Object> coroutines = new LinkedHashMap<>();
    private final Map<String, Object> callbacks = new LinkedHashMap<>();
    private final List<String> tasks = new ArrayList<>();
    private final List<String> futures = new ArrayList<>();
    private final List<String> guards = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final List<String> queues = new ArrayList<>();
    private final List<String> helpers = new ArrayList<>();
    /** Which tasks the coroutine that is being drawn may wait for. */
    private List<String> earlier = List.of();

    /** Several of a helper run at once: so that their timers differ, they sleep as long as they are told, and have no others. */
    private boolean inHelper = true;

    private boolean repeated;

    /** Whether the script asks whose failure nobody has looked at. */
    private boolean unretrieved = true;

    private int named;

    private RandomScript(Random random) {
        this.random = random;
    }

    /** So many scripts, as lines; the same for the same seed. */
    static List<String> draw(long seed, int count) {
        Random random = new Random(seed);
        List<String> scripts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            scripts.add(JSON.writeValueAsString(new RandomScript(random).script("fresh/" + seed + "-" + i)));
        }
        return scripts;
    }

    private Map<String, Object> script(String id) {
        makeObjects();
        int count = 2 + random.nextInt(6);
        for (int i = 1; i <= count; i++) tasks.add("t" + i);
        coroutines.put("idle", List.of(pause(), op("return", "value", 1)));
        coroutines.put("h0", List.of(sleep()));
        for (int i = 1; i <= 2; i++) {
            helpers.add("h" + (i - 1)); // one calls those before it, so that none calls itself
            coroutines.put("h" + i, block(2, false, 1 + random.nextInt(3)));
        }
        helpers.add("h2");
        inHelper = false;
        for (int i = 1; i <= 3; i++) callbacks.put("cb" + i, callback());

        List<Object> main = new ArrayList<>();
        for (String task : tasks) {
            earlier = tasks.subList(0, tasks.indexOf(task));
            coroutines.put(task, block(0, false, 2 + random.nextInt(5)));
            main.add(op("spawn", "co", task, "as", task));
        }
        earlier = tasks;
        main.addAll(block(0, false, 2 + random.nextInt(5)));
        for (String event : events) main.add(op("event_set", "of", event));
        main.add(op("wait", "of", tasks, "log", "all", "timeout", duration()));
        coroutines.put("main", main);

        Map<String, Object> script = new LinkedHashMap<>();
        script.put("id", id);
        script.put("strict", true);
        script.put("unretrieved", unretrieved);
        script.put("cells", Map.of("x", 0));
        script.put("objects", objects);
        script.put("callbacks", callbacks);
        script.put("coroutines", coroutines);
        if (chance(2)) script.put("threads", 1 + random.nextInt(2));
        return script;
    }

    private void makeObjects() {
        for (int i = 0; i < 2; i++) object("s", "semaphore", guards, "value", random.nextInt(3));
        object("b", "bounded_semaphore", guards, "value", 1 + random.nextInt(2));
        object("l", "lock", guards);
        object("c", "condition", conditions);
        if (chance(2)) object("c", "condition", conditions, "lock", guards.getLast());
        object("e", "event", events);
        object("e", "event", events);
        for (int i = 0; i < 2; i++) object("q", "queue", queues, "maxsize", random.nextInt(3));
        for (int i = 0; i < 3; i++) object("f", "future", futures);
    }

    private void object(String prefix, String kind, List<String> kept, Object... more) {
        String name = prefix + ++named;
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", kind);
        for (int i = 0; i < more.length; i += 2) object.put((String) more[i], more[i + 1]);
        objects.put(name, object);
        kept.add(name);
    }

    // ---- steps

    private List<Object> block(int depth, boolean handling, int size) {
        List<Object> steps = new ArrayList<>();
        for (int i = 0; i < size; i++) add(steps, depth, handling);
        if (steps.isEmpty()) steps.add(pause());
        return steps;
    }

    private List<Object> inner(int depth, boolean handling) {
        return block(depth + 1, handling, 1 + random.nextInt(3));
    }

    private void add(List<Object> steps, int depth, boolean handling) {
        int kind = random.nextInt(depth < MAX_DEPTH ? 100 : 72);
        if (kind < 14) steps.add(sleep());
        else if (kind < 18) steps.add(pause());
        else if (kind < 26) steps.add(logged("cancel", "of", any()));
        else if (kind < 33) steps.add(taskStep(handling));
        else if (kind < 42) steps.add(futureStep());
        else if (kind < 50) steps.add(guardStep());
        else if (kind < 56) steps.add(queueStep());
        else if (kind < 60) steps.add(eventStep());
        else if (kind < 64) call(steps);
        else if (kind < 67) thread(steps);
        else if (kind < 72) combine(steps);
        else if (kind < 84) steps.add(tryStep(depth, handling));
        else if (kind < 90) timeout(steps, depth, handling);
        else if (kind < 95) group(steps, depth, handling);
        else if (kind < 98) steps.add(logged("with", "of", guard(), "do", withBody(depth, handling)));
        else repeat(steps, depth, handling);
    }

    private void repeat(List<Object> steps, int depth, boolean handling) {
        boolean before = repeated;
        repeated = true;
        steps.add(op("repeat", "times", 1 + random.nextInt(3), "do", inner(depth, handling)));
        repeated = before;
    }

    /** Whether what is drawn may begin more than once at an instant, and so must not start timers beside the coroutine. */
    private boolean severalTimes() {
        return inHelper || repeated;
    }

    private Object sleep() {
        return op("sleep", "for", inHelper ? Map.of("var", "d") : duration());
    }

    private Object pause() {
        return chance(2) ? op("yield") : op("sleep", "for", -random.nextInt(2), "value", 7);
    }

    private Object taskStep(boolean handling) {
        if (handling && chance(2)) return op("reraise");
        return switch (random.nextInt(9)) {
            case 0 -> logged("await", "of", awaited());
            case 1 -> logged("await", "of", helper());
            case 2 -> logged("cancelling", "of", self());
            case 3 -> logged("uncancel", "of", self());
            case 4 -> logged("state", "of", any());
            case 5 -> op("raise", "error", word());
            case 6 -> op("return", "value", random.nextInt(10));
            case 7 -> logged("busy", "for", 1 + random.nextInt(50));
            default -> logged("cell_add", "cell", "x", "by", 1);
        };
    }

    private Object futureStep() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> op("set_result", "of", pick(futures), "value", random.nextInt(10));
            case 2 ->
                chance(3)
                        ? op(
                                "set_exception",
                                "of",
                                pick(futures),
                                "kind",
                                chance(2) ? "CancelledError" : "TimeoutError")
                        : op("set_exception", "of", pick(futures), "error", word());
            case 3 -> op("on_done", "of", any(), "cb", "cb" + (1 + random.nextInt(3)));
            case 4 -> logged("off_done", "of", any(), "cb", "cb" + (1 + random.nextInt(3)));
            case 5 -> logged("result", "of", any());
            case 6 -> logged("exception", "of", any());
            case 7 -> logged("shield", "of", !severalTimes() && chance(3) ? helper() : awaited());
            default -> logged("await", "of", pick(futures));
        };
    }

    private Object guardStep() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> logged("acquire", "of", guard());
            case 2, 3, 4 -> logged("release", "of", guard());
            case 5 -> logged("locked", "of", guard());
            case 6 -> logged("notify", "of", pick(conditions), "n", 1 + random.nextInt(2));
            default -> logged("notify_all", "of", pick(conditions));
        };
    }

    private List<Object> withBody(int depth, boolean handling) {
        List<Object> body = inner(depth, handling);
        if (chance(3)) body.add(logged("cond_wait", "of", pick(conditions)));
        if (chance(6)) body.add(logged("cond_wait_for", "of", pick(conditions), "cell", "x", "is", random.nextInt(4)));
        return body;
    }

    private Object queueStep() {
        String queue = pick(queues);
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> logged("put", "of", queue, "value", random.nextInt(100));
            case 3, 4, 5 -> logged("get", "of", queue);
            case 6 -> logged("put_nowait", "of", queue, "value", random.nextInt(100));
            case 7 -> logged("get_nowait", "of", queue);
            case 8 -> logged("task_done", "of", queue);
            case 9 -> logged("join", "of", queue);
            case 10 -> logged(chance(2) ? "qsize" : "full", "of", queue);
            default -> chance(3) ? logged("shutdown", "of", queue, "immediate", chance(2)) : logged("get", "of", queue);
        };
    }

    private Object eventStep() {
        return switch (random.nextInt(4)) {
            case 0 -> logged("event_set", "of", pick(events));
            case 1 -> logged("event_clear", "of", pick(events));
            case 2 -> logged("event_is_set", "of", pick(events));
            default -> logged("event_wait", "of", pick(events));
        };
    }

    private void call(List<Object> steps) {
        String name = "call" + ++named;
        String callback = "cb" + (1 + random.nextInt(3));
        steps.add(
                chance(2)
                        ? op("call_soon", "cb", callback, "as", name)
                        : op("call_later", "after", duration(), "cb", callback, "as", name));
        if (chance(3)) steps.add(sleep());
        if (chance(2)) steps.add(op("cancel_call", "of", name));
    }

    private void thread(List<Object> steps) {
        if (severalTimes()) return;
        Map<String, Object> job = op("thread", "job", "j" + ++named, "takes", duration());
        if (chance(3)) job.put("error", word());
        else job.put("value", random.nextInt(10));
        if (chance(3)) job.put("post", "cb1");
        if (chance(2)) {
            job.put("log", "job");
            steps.add(job);
            return;
        }
        String name = "job" + named;
        job.put("op", "start_thread");
        job.put("as", name);
        steps.add(job);
        follow(steps, name);
    }

    private void combine(List<Object> steps) {
        String name = "k" + ++named;
        switch (random.nextInt(7)) {
            case 0 -> {
                steps.add(op("start_gather", "of", parts(), "return_exceptions", chance(2), "as", name));
                follow(steps, name);
            }
            case 1 -> {
                steps.add(op("start_shield", "of", !severalTimes() && chance(3) ? helper() : awaited(), "as", name));
                follow(steps, name);
            }
            case 2 -> steps.add(logged("gather", "of", parts(), "return_exceptions", chance(2)));
            case 3 -> {
                String until = pick(List.of("all_completed", "first_completed", "first_exception"));
                // At whose failure it looks hangs on the order of a set.
                if (until.equals("first_exception")) unretrieved = false;
                Map<String, Object> wait = logged("wait", "of", some(), "until", until);
                if (!severalTimes() && chance(2)) wait.put("timeout", duration());
                steps.add(wait);
            }
            case 4 -> asCompleted(steps, name);
            default ->
                steps.add(logged("wait_for", "of", chance(2) ? helper() : awaited(), "timeout", maybeDuration()));
        }
    }

    /** Of new tasks only: in which order those come that are done already nobody promises. */
    private void asCompleted(List<Object> steps, String name) {
        List<String> fresh = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            fresh.add(name + "w" + i);
            steps.add(op("spawn", "co", child(), "as", fresh.getLast(), "args", arguments()));
        }
        Map<String, Object> iterator = op("as_completed", "of", fresh, "as", name);
        if (!severalTimes() && chance(2)) iterator.put("timeout", duration());
        steps.add(iterator);
        for (int i = 0; i <= random.nextInt(4); i++) steps.add(logged("next", "of", name, "which", chance(2)));
    }

    /** What may be done with a future that has just been made. */
    private void follow(List<Object> steps, String name) {
        if (chance(3)) steps.add(op("on_done", "of", name, "cb", "cb2"));
        if (chance(2)) steps.add(chance(2) ? pause() : sleep());
        if (chance(2)) steps.add(logged("cancel", "of", name));
        if (chance(2)) steps.add(logged("state", "of", name));
        if (chance(2)) steps.add(logged("await", "of", name));
    }

    private Object tryStep(int depth, boolean handling) {
        Map<String, Object> step = op("try", "body", inner(depth, handling));
        List<Object> handlers = new ArrayList<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            List<String> on = List.of(pick(
                    List.of("any", "*", "CancelledError", "Error", "TimeoutError", "ExceptionGroup", "RuntimeError")));
            Map<String, Object> handler = new LinkedHashMap<>();
            handler.put("on", on);
            handler.put("log", "caught" + ++named);
            handler.put("do", chance(3) ? List.of() : inner(depth, true));
            handlers.add(handler);
        }
        if (!handlers.isEmpty()) step.put("except", handlers);
        if (chance(4)) step.put("else", inner(depth, handling));
        if (handlers.isEmpty() || chance(3)) step.put("finally", inner(depth, handling));
        return step;
    }

    private void timeout(List<Object> steps, int depth, boolean handling) {
        String name = "scope" + ++named;
        List<Object> body = inner(depth, handling);
        if (chance(4)) body.addFirst(op("reschedule", "of", name, "after", maybeDuration()));
        if (chance(4)) body.add(op("reschedule", "of", name, "after", maybeDuration()));
        if (chance(4)) body.add(logged("expired", "of", name));
        steps.add(logged("timeout", "after", maybeDuration(), "as", name, "do", body));
        if (chance(2)) steps.add(logged("expired", "of", name));
    }

    private void group(List<Object> steps, int depth, boolean handling) {
        String name = "group" + ++named;
        List<Object> body = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            body.add(op("group_spawn", "group", name, "co", child(), "as", name + "w" + i, "args", arguments()));
            if (chance(3)) body.addAll(block(depth + 1, handling, 1));
        }
        if (chance(3)) body.add(logged("cancel", "of", name + "w0"));
        steps.add(logged("group", "as", name, "do", body));
        if (chance(5))
            steps.add(op("group_spawn", "group", name, "co", child(), "as", name + "late", "args", arguments()));
    }

    private List<Object> callback() {
        List<Object> steps = new ArrayList<>();
        steps.add(op("log", "log", "ran", "value", Map.of("var", "arg")));
        for (int i = 0; i < random.nextInt(3); i++) {
            steps.add(
                    switch (random.nextInt(7)) {
                        case 0 -> logged("cancel", "of", pick(futures));
                        case 1 -> op("set_result", "of", pick(futures), "value", 5);
                        case 2 -> op("event_set", "of", pick(events));
                        case 3 -> op("release", "of", pick(guards));
                        case 4 -> logged("put_nowait", "of", pick(queues), "value", 1);
                        case 5 -> logged("result", "of", pick(futures));
                        default -> logged("state", "of", pick(futures));
                    });
        }
        return steps;
    }

    // ---- names and values

    private List<Object> parts() {
        List<Object> parts = new ArrayList<>();
        for (int i = 0; i < random.nextInt(4); i++) parts.add(!severalTimes() && chance(2) ? helper() : awaited());
        return parts;
    }

    private List<String> some() {
        List<String> some = new ArrayList<>();
        for (int i = 0; i < random.nextInt(4); i++) some.add(any());
        return some;
    }

    private String any() {
        return chance(3) ? pick(futures) : pick(tasks);
    }

    /** Tasks wait for earlier ones only: a cancel that runs in a circle overflows the stack, there and here. */
    private String awaited() {
        return earlier.isEmpty() || chance(3) ? pick(futures) : pick(earlier);
    }

    private String self() {
        return chance(2) ? "self" : pick(tasks);
    }

    private String guard() {
        return chance(3) ? pick(conditions) : pick(guards);
    }

    private Object helper() {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("co", pick(helpers));
        call.put("as", "n" + ++named);
        call.put("args", arguments());
        return call;
    }

    /** What runs beside the coroutine that is being drawn. */
    private String child() {
        return severalTimes() ? "idle" : pick(helpers);
    }

    private Map<String, Object> arguments() {
        return Map.of("d", inHelper ? Map.of("var", "d") : duration());
    }

    private String word() {
        return "w" + random.nextInt(10);
    }

    private long duration() {
        return 1 + random.nextLong(MAX_MILLIS);
    }

    private Object maybeDuration() {
        if (chance(6)) return null;
        return severalTimes() || chance(6) ? (Object) 0 : duration();
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private Map<String, Object> logged(String op, Object... more) {
        Map<String, Object> step = op(op, more);
        step.put("log", op + ++named);
        return step;
    }

    private static Map<String, Object> op(String op, Object... more) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("op", op);
        for (int i = 0; i < more.length; i += 2) step.put((String) more[i], more[i + 1]);
        return step;
    }
}
