package dev.simul.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process of this machine's cluster.
 *
 * @param role {@code jobmanager} or {@code taskmanager-N}
 * @param birth tells it from a later process of the same number
 */
record Member(String role, long pid, String birth) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    /** Of the fields behind the name. */
    private static final int START_TICKS = 19;

    static Member of(String role, ProcessHandle process) {
        return new Member(role, process.pid(), birthOf(process));
    }

    /**
     * Reads what {@link #toString} has made.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Member parse(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != 3) throw new IllegalArgumentException("no process: " + line);
        return new Member(fields[0], Long.parseLong(fields[1]), fields[2]);
    }

    @Override
    public String toString() {
        return role + " " + pid + " " + birth;
    }

    /** The process, if it is alive. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> birthOf(handle).equals(birth));
    }

    /** When a process began: since which boot, and how long after it, as proc(5) has it. A clock that is set does not change that. */
    private static String birthOf(ProcessHandle handle) {
        try {
            String stat = Files.readString(Path.of("/proc/" + handle.pid() + "/stat"));
            String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Files.readString(BOOT).strip() + "+" + behindName[START_TICKS];
        } catch (IOException notLinux) {
            return handle.info().startInstant().orElse(Instant.EPOCH).toString();
        }
    }
}
