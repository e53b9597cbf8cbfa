package dev.simul.task;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who waits for whom, from one task on: to its end, or until it closes to a circle. */
final class WaitChain {
    private final List<String> links = new ArrayList<>();
    private Task<?> end;
    private boolean circle;
    private boolean limited;

    private WaitChain(Task<?> start) {
        this.end = start;
        Set<Task<?>> seen = new LinkedHashSet<>();
        Task<?> current = start;
        while (current != null && !circle) {
            end = current;
            circle = !seen.add(current);
            if (!circle) current = follow(current);
        }
    }

    static WaitChain from(Task<?> task) {
        return new WaitChain(task);
    }

    /** What the last one in the chain is; any of the circle if it is one. */
    Task<?> end() {
        return end;
    }

    /** Whether one of them waits for a limited time only, so that the chain will break by itself. */
    boolean isLimited() {
        return limited;
    }

    private @Nullable Task<?> follow(Task<?> task) {
        if (task instanceof CoroutineTask<?> waiter) {
            Task<?> awaited = waiter.awaited();
            limited |= waiter.isLimited();
            if (awaited != null) links.add(waiter.name() + " waits for " + awaited.name());
            return awaited;
        }
        if (task instanceof Gather<?, ?> gather) return firstPending(gather.children());
        return task instanceof Promise<?> promise ? behind(promise.label()) : null;
    }

    /** Who could complete a promise that was made for {@code purpose}, as far as that is known. */
    private static @Nullable Task<?> behind(Object purpose) {
        if (purpose instanceof Task<?> task) return task;
        if (purpose instanceof Lock lock) return lock.holder();
        if (purpose instanceof TaskGroup group) return firstPending(group.children());
        return purpose instanceof Waiting<?> waiting && waiting.needsAll() ? firstPending(waiting.tasks()) : null;
    }

    private static @Nullable Task<?> firstPending(Collection<? extends Task<?>> tasks) {
        for (Task<?> task : tasks) {
            if (!task.isDone()) return task;
        }
        return null;
    }

    /** For example {@code a waits for b; b waits for a}. */
    @Override
    public String toString() {
        return links.isEmpty() ? end.name() + " is not done" : String.join("; ", links);
    }
}
