package dev.simul.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a wait for several tasks has come to.
 *
 * @param done in the order in which they were given, each once
 * @param pending in the same order
 */
public record Waited<T extends @Nullable Object>(List<Task<T>> done, List<Task<T>> pending) {
    public Waited {
        done = List.copyOf(done);
        pending = List.copyOf(pending);
    }
}
