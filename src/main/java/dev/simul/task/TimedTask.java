package dev.simul.task;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A task with a deadline: at that time its source is cancelled; how the source then ends decides. */
final class TimedTask<T extends @Nullable Object> extends Task<T> {
    private final Task<T> source;
    private final TimerHandle timer;
    private boolean expired;
    private boolean mustCancel;

    TimedTask(Task<T> source, Duration limit) {
        super(source.loop);
        this.source = source;
        this.timer = loop.callLater(limit, this::expire);
        source.whenDone(() -> sourceDone(limit));
    }

    private void expire() {
        expired = source.cancel();
    }

    private void sourceDone(Duration limit) {
        timer.cancel();
        if (mustCancel || (source.isCancelled() && cancelRequests() > 0)) {
            tryEndCancelled();
        } else if (source.isCancelled() && expired) {
            tryEndFailed(new TimeoutException("timed out after " + limit.toMillis() + " ms"));
        } else {
            endAs(source);
        }
    }

    @Override
    boolean requestCancel() {
        if (!source.cancel()) mustCancel = true;
        return true;
    }
}
