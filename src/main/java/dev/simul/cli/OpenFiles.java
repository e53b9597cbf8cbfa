package dev.simul.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How many files this process may have open, of which each connection is one. */
final class OpenFiles {
    /** The jar, the output, the poll, and 64: so many names are looked up at once, with two sockets where a connection has one. */
    private static final int BESIDES_CONNECTIONS = 50 + 64;

    /** One file in so many may be an idle connection. */
    private static final int IDLE_SHARE = 8;

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern SOFT_LIMIT = Pattern.compile("Max open files +(\\d+)");

    private OpenFiles() {}

    /**
     * What to tell the user before it is too late; null where so many connections will do, and where the limit is not known.
     *
     * @param connections that may be open at once
     */
    static @Nullable String warning(int connections) {
        return warning(connections, limits());
    }

    private static String limits() {
        try {
            return Files.readString(LIMITS, StandardCharsets.US_ASCII);
        } catch (IOException notLinux) {
            return "";
        }
    }

    /**
     * The same by the text of {@code /proc/PID/limits}, see proc(5). The JVM has raised the soft limit to the hard one when it
     * is read.
     */
    static @Nullable String warning(int connections, String limits) {
        long limit = softLimit(limits);
        if ((long) connections + BESIDES_CONNECTIONS <= limit) return null;
        return "-c " + connections + " needs more open files than the " + limit
                + " that this process may have: raise 'ulimit -n', or fewer requests will be in flight at once";
    }

    /**
     * How many connections may be idle beside those in use: as many as these, where the limit allows it.
     *
     * @param connections that may be in use at once
     */
    static int idle(int connections) {
        return idle(connections, limits());
    }

    /** The same by the text of {@code /proc/PID/limits}; a share of the files is theirs also where the others want them all. */
    static int idle(int connections, String limits) {
        long limit = softLimit(limits);
        long left = limit - BESIDES_CONNECTIONS - connections;
        return (int) Math.min(connections, Math.max(limit / IDLE_SHARE, left));
    }

    private static long softLimit(String limits) {
        Matcher soft = SOFT_LIMIT.matcher(limits);
        return soft.find() ? Long.parseLong(soft.group(1)) : Long.MAX_VALUE; // not known, or unlimited
    }
}
