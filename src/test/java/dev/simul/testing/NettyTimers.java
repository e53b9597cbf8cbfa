package dev.simul.testing;

import io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.lang.reflect.Field;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What Netty has scheduled on an executor; it does not tell by itself. */
final class NettyTimers {
    private NettyTimers() {}

    static int of(EventExecutor executor) {
        try {
            Field field = AbstractScheduledEventExecutor.class.getDeclaredField("scheduledTaskQueue");
            field.setAccessible(true);
            @Nullable Collection<?> queue = (Collection<?>) field.get(executor);
            return queue == null ? 0 : queue.size();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Netty keeps its timers elsewhere now", e);
        }
    }
}
