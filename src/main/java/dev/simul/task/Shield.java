package dev.simul.task;

import org.jspecify.annotations.Nullable;

/** Lets somebody wait for a task without that its cancel reaches the task: asyncio's {@code shield}. */
final class Shield<T extends @Nullable Object> {
    private final Task<T> inner;
    private final Promise<T> outer;

    private Shield(Task<T> inner) {
        this.inner = inner;
        this.outer = inner.loop.promise(inner);
    }

    static <T extends @Nullable Object> Task<T> around(Task<T> inner) {
        if (inner.isDone()) return inner;
        Shield<T> shield = new Shield<>(inner);
        Runnable innerDone = shield::innerDone;
        inner.whenDone(innerDone);
        shield.outer.whenDone(() -> {
            if (!inner.isDone()) inner.forget(innerDone);
        });
        return shield.outer;
    }

    private void innerDone() {
        if (outer.isCancelled()) {
            inner.failureToRaise(); // has been looked at: there is nobody else whom it could be told
        } else if (inner.isCancelled()) {
            outer.cancel();
        } else {
            Throwable failure = inner.exception();
            if (failure != null) {
                outer.tryFail(failure);
            } else {
                outer.tryComplete(inner.result());
            }
        }
    }
}
