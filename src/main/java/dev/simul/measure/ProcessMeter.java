package dev.simul.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Measures the process that it runs in, from its start on. One thread. */
public final class ProcessMeter {
    private static final Path SELF = Path.of("/proc/self");

    /** For {@code clear_refs}: the peak of resident memory becomes what it is now; see proc(5). */
    private static final String FORGET_PEAK_RSS = "5";

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    private final ContextSwitches switchesAtStart;
    private final long cpuStartNanos;
    private final long startNanos;

    private ProcessMeter() {
        System.gc(); // what the warm-up has left behind is not this run's
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        ManagementFactory.getThreadMXBean().resetPeakThreadCount();
        forgetPeakRss();
        switchesAtStart = ContextSwitches.read(SELF.resolve("task"));
        cpuStartNanos = system.getProcessCpuTime();
        startNanos = System.nanoTime();
    }

    /** Collects garbage, forgets all peaks and starts the clock. */
    public static ProcessMeter start() {
        return new ProcessMeter();
    }

    /** Reads everything; the clock first. The threads whose switches are to count must still be alive. */
    public ProcessUsage read() {
        long wallNanos = System.nanoTime() - startNanos;
        long cpuNanos = system.getProcessCpuTime() - cpuStartNanos;
        ContextSwitches switches = ContextSwitches.read(SELF.resolve("task"));
        long peakHeapBytes =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        return new ProcessUsage(
                wallNanos,
                cpuNanos,
                ManagementFactory.getThreadMXBean().getPeakThreadCount(),
                peakHeapBytes,
                ProcStatus.read(SELF.resolve("status")).peakRssBytes(),
                switches.areKnown() ? switches.voluntarySince(switchesAtStart) : ProcessUsage.UNKNOWN,
                switches.areKnown() ? switches.involuntarySince(switchesAtStart) : ProcessUsage.UNKNOWN);
    }

    private static void forgetPeakRss() {
        try {
            Files.writeString(SELF.resolve("clear_refs"), FORGET_PEAK_RSS, StandardOpenOption.WRITE);
        } catch (IOException e) {
            // not Linux, or not allowed: then the warm-up's peak counts as well
        }
    }
}
