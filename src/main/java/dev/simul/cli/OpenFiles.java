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

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern SOFT_LIMIT = Pattern.compile("Max open files +(\\d+)");

    private OpenFiles() {}

    /**
     * What to tell the user before it is too late; null where so many connections will do, and where the limit is not known.
     *
     * @param connections that may be open at once
     */
    static @Nullable String warning(int connections) {
        try {
            return warning(connections, Files.readString(LIMITS, StandardCharsets.US_ASCII));
        } catch (IOException notLinux) {
            return null;
        }
    }

    /**
     * The same by the text of {@code /proc/PID/limits}, see proc(5). The JVM has raised the soft limit to the hard one when it
     * is read.
     */
    static @Nullable String warning(int connections, String limits) {
        Matcher soft = SOFT_LIMIT.matcher(limits);
        if (!soft.find()) return null; // or it is unlimited
        long limit = Long.parseLong(soft.group(1));
        if ((long) connections + BESIDES_CONNECTIONS <= limit) return null;
        return "-c " + connections + " needs more open files than the " + limit
                + " that this process may have: raise 'ulimit -n', or some URLs will fail with 'too many open files'";
    }
}
