package dev.simul.task.script;

import dev.simul.task.ExceptionGroup;
import dev.simul.task.InvalidStateException;
import dev.simul.task.Outcome;
import dev.simul.task.Queue;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The text of values and exceptions in a trace, by the names that asyncio gives them. */
final class Shown {
    private Shown() {}

    static String of(Object value) {
        return switch (value) {
            case null -> "null";
            case List<?> list -> list(list);
            case ExceptionGroup group -> "ExceptionGroup" + list(group.exceptions());
            case ScriptError error -> "Error(" + error.getMessage() + ")";
            case Throwable error -> kindOf(error);
            case Outcome.Success<?> success -> of(success.value());
            case Outcome.Failure<?> failure -> of(failure.cause());
            case Outcome.Cancelled<?> cancelled -> "CancelledError";
            default -> value.toString();
        };
    }

    private static String list(List<?> items) {
        return items.stream().map(Shown::of).collect(Collectors.joining(", ", "[", "]"));
    }

    static String kindOf(Throwable error) {
        return switch (error) {
            case ScriptError own -> "Error";
            case CancellationException cancelled -> "CancelledError";
            case TimeoutException timeout -> "TimeoutError";
            case ExceptionGroup group -> "ExceptionGroup";
            case InvalidStateException state -> "InvalidStateError";
            case Queue.EmptyException empty -> "QueueEmpty";
            case Queue.FullException full -> "QueueFull";
            case Queue.ShutDownException shutDown -> "QueueShutDown";
            case IllegalArgumentException value -> "ValueError";
            case IllegalStateException state -> "RuntimeError";
            default -> error.toString();
        };
    }

    /** Whether a handler for {@code patterns} catches {@code error}. */
    static boolean catches(JsonNode patterns, Throwable error) {
        for (JsonNode each : patterns) {
            String pattern = each.asString();
            if (pattern.equals("any") || pattern.equals(kindOf(error))) return true;
            if (pattern.equals("*") && !(error instanceof CancellationException)) return true;
        }
        return false;
    }
}
