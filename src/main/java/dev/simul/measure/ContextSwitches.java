package dev.simul.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How often each thread of a process was switched so far, by its number. */
final class ContextSwitches {
    private static final ProcStatus NOT_YET = new ProcStatus(0, 0, 0);

    private final Map<String, ProcStatus> byThread;

    private ContextSwitches(Map<String, ProcStatus> byThread) {
        this.byThread = byThread;
    }

    /**
     * Reads them.
     *
     * @param tasks {@code /proc/self/task}; where there is no such directory nothing is known
     */
    static ContextSwitches read(Path tasks) {
        Map<String, ProcStatus> byThread = new HashMap<>();
        try (Stream<Path> threads = Files.list(tasks)) {
            List<Path> all = threads.toList();
            for (Path thread : all) {
                ProcStatus status = ProcStatus.read(thread.resolve("status"));
                if (status.voluntarySwitches() != ProcessUsage.UNKNOWN) {
                    byThread.put(thread.getFileName().toString(), status);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // not Linux
        }
        return new ContextSwitches(byThread);
    }

    boolean areKnown() {
        return !byThread.isEmpty();
    }

    /** Those since {@code earlier} of the threads that are here, which need not have been there. */
    long voluntarySince(ContextSwitches earlier) {
        return byThread.entrySet().stream()
                .mapToLong(entry -> entry.getValue().voluntarySwitches()
                        - earlier.of(entry.getKey()).voluntarySwitches())
                .sum();
    }

    /** As {@link #voluntarySince}. */
    long involuntarySince(ContextSwitches earlier) {
        return byThread.entrySet().stream()
                .mapToLong(entry -> entry.getValue().involuntarySwitches()
                        - earlier.of(entry.getKey()).involuntarySwitches())
                .sum();
    }

    private ProcStatus of(String thread) {
        return byThread.getOrDefault(thread, NOT_YET);
    }
}
