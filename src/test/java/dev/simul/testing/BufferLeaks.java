package dev.simul.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.AbstractByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Buffers that were dropped without being released, by Netty's own detection, which has to be at {@code paranoid}. It sees a leak
 * when the garbage collector has found the buffer and another one is allocated.
 */
public final class BufferLeaks {
    private static final long PATIENCE_MILLIS = 10_000;
    private static final List<String> REPORTED = new CopyOnWriteArrayList<>();

    private BufferLeaks() {}

    /** Begins to listen, if nobody does. */
    public static void listen() {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
        detector().setLeakListener((type, records) -> REPORTED.add(type + records));
    }

    /** What has leaked since it was last asked, with where it was touched last. */
    public static List<String> find() {
        // The collector hands over what it has found in no certain order, but one round after the other.
        collectGarbage();
        collectGarbage();
        ByteBufAllocator.DEFAULT.buffer(1).release(); // Netty looks for leaks when it allocates
        List<String> found = List.copyOf(REPORTED);
        REPORTED.clear();
        return found;
    }

    private static void collectGarbage() {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        WeakReference<Object> canary = new WeakReference<>(new Object(), collected);
        try {
            System.gc();
            assertThat(collected.remove(PATIENCE_MILLIS)).isSameAs(canary);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Netty offers a listener, but no way to the one detector that all buffers share. */
    private static ResourceLeakDetector<?> detector() {
        try {
            Field field = AbstractByteBuf.class.getDeclaredField("leakDetector");
            field.setAccessible(true);
            return (ResourceLeakDetector<?>) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Netty keeps its leak detector elsewhere now", e);
        }
    }
}
