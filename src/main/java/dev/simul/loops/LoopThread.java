package dev.simul.loops;

import dev.simul.task.Loop;
import dev.simul.task.Task;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A thread with a loop of its own, for as long as it has work. A daemon: who does not wait for its end may lose it. */
public final class LoopThread {
    private LoopThread() {}

    /**
     * Starts one.
     *
     * @param parent whose thread calls
     * @param work drives the loop that it is given, on the new thread
     * @return what {@code work} returned or threw, once its loop is closed
     */
    public static <T> Task<T> start(Loop parent, String name, Function<Loop, T> work) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        Thread.ofPlatform().name(name).daemon().start(() -> {
            try {
                T result;
                try (Loop loop = Loop.open()) {
                    result = work.apply(loop);
                }
                outcome.complete(result);
            } catch (Throwable defect) { // the parent has it
                outcome.completeExceptionally(defect);
            }
        });
        return parent.adopt(outcome);
    }
}
