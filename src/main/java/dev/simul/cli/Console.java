package dev.simul.cli;

import dev.simul.sink.BrokenPipe;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the process was given: its streams, which of them are terminals, its environment.
 *
 * @param out not buffered, so that every write goes out
 */
record Console(
        InputStream in,
        OutputStream out,
        PrintStream err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Map<String, String> environment) {

    static Console ofProcess() {
        return new Console(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                isTerminal(1),
                isTerminal(2),
                System.getenv());
    }

    boolean wantsColour() {
        return outIsTerminal && environment.getOrDefault("NO_COLOR", "").isEmpty() && !isDumb();
    }

    boolean isDumb() {
        return "dumb".equals(environment.get("TERM"));
    }

    /**
     * The launcher knows, since a shell can ask; without it the kernel tells where it has {@code /proc}. {@code System.console()}
     * is no help: it speaks of input and output together, and from JDK 22 on is there in a pipe as well.
     */
    private static boolean isTerminal(int descriptor) {
        String known = System.getProperty("simul.terminals");
        if (known != null) return known.indexOf('0' + descriptor) >= 0;
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException unknown) {
            return false;
        }
    }

    /**
     * Writes {@code text} to standard output. If its reader has gone, as {@code head} does, nobody is left who could miss it.
     *
     * @throws IOException if it could not be written for another reason
     */
    void write(String text) throws IOException {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            if (!BrokenPipe.caused(e)) throw e;
        }
    }

    /** One line for the user, in the program's name. */
    void complain(String message) {
        err.println("simul: " + message);
    }

    /** The same, of an exception whose message is for the user. */
    void complain(Exception e) {
        complain(String.valueOf(e.getMessage()));
    }
}
