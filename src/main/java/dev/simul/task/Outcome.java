package dev.simul.task;

import org.jspecify.annotations.Nullable;

/** How a task ended, as a value. */
public sealed interface Outcome<T extends @Nullable Object> {
    record Success<T extends @Nullable Object>(T value) implements Outcome<T> {}

    record Failure<T extends @Nullable Object>(Throwable cause) implements Outcome<T> {}

    record Cancelled<T extends @Nullable Object>() implements Outcome<T> {}
}
