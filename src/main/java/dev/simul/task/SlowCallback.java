package dev.simul.task;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A callback that has held the loop, so that everybody else had to wait.
 *
 * @param held how long, on the loop's clock
 * @param what it was: a step of a task, a callback of a class, or the work on what has come over connections
 * @param whom for whom it was: the name of the task, or what {@link Loop#workingFor} was told last; null where that is not known
 * @param stack where it was when it had held the loop for almost as long as is reported, the innermost call first and none of
 *     the loop's own; empty where nobody has looked, as on a loop whose clock is virtual
 */
public record SlowCallback(
        Duration held, String what, @Nullable String whom, List<StackTraceElement> stack) {
    private static final int CALLS_SHOWN = 16;

    public SlowCallback {
        stack = List.copyOf(stack);
    }

    /** A line, and a line for each of the innermost calls of the stack. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(what)
                .append(" held the loop for ")
                .append(held.toMillis())
                .append(" ms");
        if (whom != null) text.append(", for ").append(whom);
        stack.stream()
                .limit(CALLS_SHOWN)
                .forEach(call -> text.append("\n    at ").append(call));
        if (stack.size() > CALLS_SHOWN) {
            text.append("\n    and ").append(stack.size() - CALLS_SHOWN).append(" calls below");
        }
        return text.toString();
    }
}
