package dev.simul.task.script;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import dev.simul.task.AsCompleted;
import dev.simul.task.Awaitable;
import dev.simul.task.Condition;
import dev.simul.task.Coroutine;
import dev.simul.task.Event;
import dev.simul.task.Guard;
import dev.simul.task.Handle;
import dev.simul.task.InvalidStateException;
import dev.simul.task.Lock;
import dev.simul.task.Loop;
import dev.simul.task.Promise;
import dev.simul.task.Queue;
import dev.simul.task.Semaphore;
import dev.simul.task.Step;
import dev.simul.task.Task;
import dev.simul.task.TaskGroup;
import dev.simul.task.Timeout;
import dev.simul.task.WaitUntil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/** What each step of the language does. */
final class Operations {
    /** The operation may wait: this is what for. */
    record Waits(Awaitable<Object> awaited) {}

    /** A queue holds values, of which null is one. */
    private record Item(Object value) {}

    private final Machine machine;

    Operations(Machine machine) {
        this.machine = machine;
    }

    private Loop loop() {
        return machine.loop;
    }

    /** For callbacks, which never wait. */
    Object runNow(Frame frame, JsonNode step) {
        Object outcome;
        try {
            outcome = run(frame, step);
        } catch (RuntimeException | Error unchecked) {
            throw unchecked;
        } catch (Throwable checked) {
            throw sneaky(checked);
        }
        if (outcome instanceof Waits) throw new IllegalStateException(step.get("op") + " may wait");
        return outcome;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> RuntimeException sneaky(Throwable checked) throws T {
        throw (T) checked;
    }

    /** The value of the step, or what to wait for, or a {@link Frame.Return}. */
    Object run(Frame frame, JsonNode step) throws Throwable {
        String op = step.get("op").asString();
        return switch (op) {
            case "log" -> frame.value(step.get("value"));
            case "return" -> new Frame.Return(frame.value(step.get("value")));
            case "raise" -> throw error(frame, step);
            case "reraise" -> throw frame.handling;
            case "try" -> new Waits(new TryStep(machine, frame, step).coroutine());
            case "repeat" -> new Waits((Coroutine<Object>) () -> repeat(frame, step, 0));
            case "cell_set" -> set(step, (Long) frame.value(step.get("value")));
            case "cell_add" -> machine.cells.merge(cell(step), step.get("by").asLong(), Long::sum);
            case "cell_get" -> machine.cells.get(cell(step));
            case "busy" -> nothing(() -> machine.time.compute(millis(step.get("for"))));
            case "make" -> nothing(() -> make(step.get("as").asString(), step));

            case "spawn" -> nothing(() -> spawn(frame, step, null));
            case "await" -> new Waits(machine.awaitable(frame, step.get("of")));
            case "cancel" -> task(step).cancel();
            case "cancelling" -> task(step).cancelRequests();
            case "uncancel" -> task(step).uncancel();
            case "state" -> task(step).isCancelled() ? "cancelled" : task(step).isDone() ? "done" : "pending";
            case "result" -> result(task(step));
            case "exception" -> task(step).exception();
            case "set_result" -> completed(promise(step).tryComplete(frame.value(step.get("value"))));
            case "set_exception" -> completed(promise(step).tryFail(error(frame, step)));
            case "on_done" -> nothing(() -> task(step).addDoneCallback(machine.callback(name(step, "cb"))));
            case "off_done" -> task(step).removeDoneCallback(machine.callback(name(step, "cb")));
            case "sleep" -> sleep((Long) frame.value(step.get("for")), frame.value(step.get("value")));
            case "yield" -> sleep(0, null);

            case "gather" -> new Waits(gather(frame, step));
            case "start_gather" -> nothing(() -> machine.bind(name(step, "as"), gather(frame, step)));
            case "wait" -> new Waits(waitStep(step));
            case "as_completed" ->
                nothing(() ->
                        machine.bind(name(step, "as"), loop().asCompleted(tasks(step), limit(step.get("timeout")))));
            case "next" -> next(step);
            case "shield" -> new Waits(loop().shield(machine.awaitable(frame, step.get("of"))));
            case "start_shield" ->
                nothing(() -> machine.bind(name(step, "as"), loop().shield(machine.awaitable(frame, step.get("of")))));
            case "wait_for" ->
                new Waits(loop().waitFor(machine.awaitable(frame, step.get("of")), limit(step.get("timeout"))));
            case "timeout" -> timeout(frame, step);
            case "reschedule" -> nothing(() -> this.<Timeout>of(step).reschedule(limit(step.get("after"))));
            case "expired" -> this.<Timeout>of(step).isExpired();
            case "group" -> group(frame, step);
            case "group_spawn" -> nothing(() -> spawn(frame, step, (TaskGroup) machine.named(name(step, "group"))));

            case "acquire" -> new Waits(valueOf(this.<Guard>of(step).acquire()));
            case "release" -> nothing(this.<Guard>of(step)::release);
            case "locked" -> this.<Guard>of(step).isLocked();
            case "with" -> new Waits(this.<Guard>of(step).with(machine.block(frame, step.get("do"))));
            case "cond_wait" -> new Waits(valueOf(this.<Condition>of(step).waitForNotification()));
            case "cond_wait_for" -> condWaitFor(step);
            case "notify" ->
                nothing(() -> this.<Condition>of(step)
                        .notify(step.has("n") ? step.get("n").asInt() : 1));
            case "notify_all" -> nothing(this.<Condition>of(step)::notifyEverybody);
            case "event_wait" -> new Waits(valueOf(this.<Event>of(step).waitUntilSet()));
            case "event_set" -> nothing(this.<Event>of(step)::set);
            case "event_clear" -> nothing(this.<Event>of(step)::clear);
            case "event_is_set" -> this.<Event>of(step).isSet();

            case "put" -> new Waits(valueOf(queue(step).put(new Item(frame.value(step.get("value"))))));
            case "get" -> get(queue(step));
            case "join" -> new Waits(valueOf(queue(step).join()));
            case "put_nowait" -> nothing(() -> queue(step).putNow(new Item(frame.value(step.get("value")))));
            case "get_nowait" -> queue(step).getNow().value();
            case "task_done" -> nothing(queue(step)::taskDone);
            case "qsize" -> queue(step).size();
            case "full" -> queue(step).isFull();
            case "shutdown" ->
                nothing(() -> queue(step)
                        .shutDown(step.has("immediate") && step.get("immediate").asBoolean()));

            case "call_soon" -> call(step, loop().callSoon(callback(step)));
            case "call_later" -> call(step, loop().callLater(millis(step.get("after")), callback(step)));
            case "call_at" ->
                call(step, loop().callAt(machine.nanosAt(step.get("at").asLong()), callback(step)));
            case "cancel_call" -> nothing(this.<Handle>of(step)::cancel);
            case "stop" -> nothing(loop()::stop);
            case "thread" -> new Waits(machine.pool.submit(step));
            case "start_thread" -> nothing(() -> machine.bind(name(step, "as"), machine.pool.submit(step)));
            default -> throw new UnsupportedOperationException("no operation " + op);
        };
    }

    // ---- reading a step

    private static String name(JsonNode step, String key) {
        return step.get(key).asString();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private <T> T of(JsonNode step) {
        return (T) machine.named(name(step, "of"));
    }

    private Task<Object> task(JsonNode step) {
        return of(step);
    }

    private Promise<Object> promise(JsonNode step) {
        return of(step);
    }

    private Queue<Item> queue(JsonNode step) {
        return of(step);
    }

    @SuppressWarnings("unchecked")
    private List<Task<Object>> tasks(JsonNode step) {
        List<Task<Object>> tasks = new ArrayList<>();
        for (JsonNode each : step.get("of")) tasks.add((Task<Object>) machine.named(each.asString()));
        return tasks;
    }

    private static String cell(JsonNode step) {
        return name(step, "cell");
    }

    private static Duration millis(JsonNode node) {
        return Duration.ofMillis(node.asLong());
    }

    private static Duration limit(JsonNode node) {
        return node == null || node.isNull() ? null : millis(node);
    }

    private static Throwable error(Frame frame, JsonNode step) {
        if (step.has("error")) return new ScriptError(frame.value(step.get("error")));
        String kind = name(step, "kind");
        return switch (kind) {
            case "CancelledError" -> new CancellationException();
            case "TimeoutError" -> new TimeoutException();
            default -> throw new UnsupportedOperationException(kind);
        };
    }

    private static Object nothing(Runnable effect) {
        effect.run();
        return null;
    }

    private static Object completed(boolean first) {
        if (!first) throw new InvalidStateException("it is done already");
        return null;
    }

    private Object set(JsonNode step, long value) {
        machine.cells.put(cell(step), value);
        return null;
    }

    /** Operations of type Void have no value. */
    private static Coroutine<Object> valueOf(Awaitable<?> awaited) {
        return () -> await(awaited, result -> done((Object) null));
    }

    // ---- flow

    private Step<Object> repeat(Frame frame, JsonNode step, int turn) {
        if (turn == step.get("times").asInt()) return done((Object) null);
        if (step.has("to")) frame.locals.put(name(step, "to"), (long) turn);
        return await(
                machine.block(frame, step.get("do")),
                returned -> returned == null ? repeat(frame, step, turn + 1) : done(returned));
    }

    void make(String name, JsonNode spec) {
        int value = spec.has("value") ? spec.get("value").asInt() : 1;
        machine.bind(
                name,
                switch (name(spec, "kind")) {
                    case "semaphore" -> new Semaphore(loop(), value);
                    case "bounded_semaphore" -> Semaphore.bounded(loop(), value);
                    case "lock" -> new Lock(loop());
                    case "event" -> new Event(loop());
                    case "condition" ->
                        spec.has("lock")
                                ? new Condition(loop(), (Lock) machine.named(name(spec, "lock")))
                                : new Condition(loop());
                    case "queue" ->
                        new Queue<Item>(
                                loop(),
                                spec.has("maxsize") ? spec.get("maxsize").asInt() : 0);
                    case "future" -> loop().<Object>promise();
                    default -> throw new UnsupportedOperationException("no kind " + spec);
                });
    }

    // ---- tasks

    private void spawn(Frame frame, JsonNode step, TaskGroup group) {
        String as = name(step, "as");
        String name = machine.instance(as);
        Map<String, Object> arguments = frame.values(step.get("args"));
        Coroutine<Object> coroutine = machine.coroutine(name(step, "co"), name, arguments);
        machine.bindTask(name, as, group == null ? loop().spawn(name, coroutine) : group.spawn(name, coroutine));
    }

    private static Object result(Task<Object> task) throws Throwable {
        Throwable failure = task.exception();
        if (failure != null) throw failure;
        return task.result();
    }

    private Waits sleep(long millis, Object value) {
        return new Waits(
                (Coroutine<Object>) () -> await(loop().sleep(Duration.ofMillis(millis)), slept -> done(value)));
    }

    // ---- combinators

    @SuppressWarnings("unchecked")
    private Task<Object> gather(Frame frame, JsonNode step) {
        List<Awaitable<Object>> parts = new ArrayList<>();
        for (JsonNode spec : step.get("of")) parts.add(machine.awaitable(frame, spec));
        boolean outcomes =
                step.has("return_exceptions") && step.get("return_exceptions").asBoolean();
        return (Task<Object>) (Task<?>) (outcomes ? loop().gatherOutcomes(parts) : loop().gather(parts));
    }

    private Coroutine<Object> waitStep(JsonNode step) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode each : step.get("of")) names.add(each.asString());
        String until = step.has("until") ? name(step, "until") : "all_completed";
        return () -> await(
                loop().wait(tasks(step), WaitUntil.valueOf(until.toUpperCase(Locale.ROOT)), limit(step.get("timeout"))),
                waited -> {
                    List<String> ended = new ArrayList<>();
                    List<String> pending = new ArrayList<>();
                    for (String name : names) {
                        if (waited.done().contains(machine.named(name))) ended.add(name);
                        if (waited.pending().contains(machine.named(name))) pending.add(name);
                    }
                    return done("done " + Shown.of(ended) + " pending " + Shown.of(pending));
                });
    }

    private Object next(JsonNode step) {
        AsCompleted<Object> iterator = of(step);
        if (!iterator.hasNext()) return "exhausted";
        Coroutine<Task<Object>> next = iterator.next();
        boolean which = step.has("which") && step.get("which").asBoolean();
        return new Waits((Coroutine<Object>)
                () -> await(next, task -> which ? done(machine.labelOf(task)) : await(task)));
    }

    private Waits timeout(Frame frame, JsonNode step) {
        Timeout scope = step.has("at")
                ? loop().timeoutAt(machine.nanosAt(step.get("at").asLong()))
                : loop().timeout(limit(step.get("after")));
        if (step.has("as")) machine.bind(name(step, "as"), scope);
        return new Waits(scope.around(machine.block(frame, step.get("do"))));
    }

    private Waits group(Frame frame, JsonNode step) {
        TaskGroup group = new TaskGroup(loop());
        machine.bind(name(step, "as"), group);
        return new Waits(group.around(machine.block(frame, step.get("do"))));
    }

    // ---- locks and queues

    private Waits condWaitFor(JsonNode step) {
        Condition condition = of(step);
        long wanted = step.get("is").asLong();
        return new Waits(valueOf(condition.waitFor(() -> machine.cells.get(cell(step)) == wanted)));
    }

    private static Waits get(Queue<Item> queue) {
        return new Waits((Coroutine<Object>) () -> await(queue.get(), item -> done(item.value())));
    }

    // ---- the loop

    private Runnable callback(JsonNode step) {
        var callback = machine.callback(name(step, "cb"));
        return () -> callback.accept(null);
    }

    private Object call(JsonNode step, Handle handle) {
        if (step.has("as")) machine.bind(name(step, "as"), handle);
        return null;
    }
}
