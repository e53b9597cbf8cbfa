package dev.simul.task;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work under a permit of a semaphore. Explicit states rather than a chain, so that no cancel can lose the permit. */
final class PermittedTask<T extends @Nullable Object> extends Task<T> {
    private final Semaphore semaphore;
    private final Supplier<Task<T>> work;
    private final Task<@Nullable Void> permit;
    private @Nullable Task<T> running;
    private boolean mustCancel;

    PermittedTask(Loop loop, Semaphore semaphore, Supplier<Task<T>> work) {
        super(loop);
        this.semaphore = semaphore;
        this.work = work;
        this.permit = semaphore.acquire();
        permit.whenDone(this::onPermit);
    }

    private void onPermit() {
        if (permit.isCancelled()) {
            tryEndCancelled();
        } else if (mustCancel) {
            semaphore.release();
            tryEndCancelled();
        } else {
            start();
        }
    }

    private void start() {
        try {
            Task<T> started = work.get();
            running = started;
            started.whenDone(() -> {
                semaphore.release();
                endAs(started);
            });
        } catch (Throwable e) {
            semaphore.release();
            tryEndFailed(e);
        }
    }

    @Override
    boolean requestCancel() {
        Task<?> awaited = running == null ? permit : running;
        if (!awaited.cancel()) mustCancel = true;
        return true;
    }
}
