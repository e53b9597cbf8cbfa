package dev.simul.task.script;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import dev.simul.task.Coroutine;
import dev.simul.task.Step;
import tools.jackson.databind.JsonNode;

/** One run of a {@code try}, as Python has it. Its result is null or the {@link Frame.Return} that goes through it. */
final class TryStep {
    private final Machine machine;
    private final Frame frame;
    private final JsonNode step;

    TryStep(Machine machine, Frame frame, JsonNode step) {
        this.machine = machine;
        this.frame = frame;
        this.step = step;
    }

    Coroutine<Object> coroutine() {
        return () -> await(block("body"), this::afterBody, this::afterError);
    }

    private Coroutine<Object> block(String part) {
        return machine.block(frame, step.get(part));
    }

    private Step<Object> afterBody(Object returned) {
        if (returned != null) return last(returned, null);
        return await(block("else"), end -> last(end, null), escaping -> last(null, escaping));
    }

    private Step<Object> afterError(Throwable error) {
        JsonNode handler = handlerFor(error);
        if (handler == null) return last(null, error);
        Throwable outer = frame.handling;
        frame.handling = error;
        machine.completed(frame, handler, error);
        return await(
                machine.block(frame, handler.get("do")),
                returned -> {
                    frame.handling = outer;
                    return last(returned, null);
                },
                escaping -> {
                    frame.handling = outer;
                    return last(null, escaping);
                });
    }

    private JsonNode handlerFor(Throwable error) {
        if (!step.has("except")) return null;
        for (JsonNode handler : step.get("except")) {
            if (Shown.catches(handler.get("on"), error)) return handler;
        }
        return null;
    }

    /** Runs {@code finally}, and then ends as what came before would have, unless that has an end of its own. */
    private Step<Object> last(Object returned, Throwable escaping) {
        return await(block("finally"), end -> {
            if (end != null) return done(end);
            if (escaping != null) throw escaping;
            return done(returned);
        });
    }
}
