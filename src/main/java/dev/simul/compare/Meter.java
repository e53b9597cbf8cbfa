package dev.simul.compare;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** Measures the process that it runs in, from its start on. */
final class Meter {
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    private final long cpuStartNanos;
    private final long startNanos;

    private Meter() {
        System.gc(); // what the warm-up has left behind is not this run's
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        ManagementFactory.getThreadMXBean().resetPeakThreadCount();
        cpuStartNanos = system.getProcessCpuTime();
        startNanos = System.nanoTime();
    }

    /** Collects garbage, forgets all peaks and starts the clock. */
    static Meter start() {
        return new Meter();
    }

    /** Reads everything; the clock first. */
    Measures read(int mostInFlight, long records) {
        long wallNanos = System.nanoTime() - startNanos;
        long cpuNanos = system.getProcessCpuTime() - cpuStartNanos;
        long peakHeapBytes =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        int peakThreads = ManagementFactory.getThreadMXBean().getPeakThreadCount();
        return new Measures(wallNanos, cpuNanos, peakThreads, peakHeapBytes, mostInFlight, records);
    }
}
