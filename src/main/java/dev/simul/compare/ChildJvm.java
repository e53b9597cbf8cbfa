package dev.simul.compare;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own, with the same class path and the same {@code -X} and {@code -D} options as this one, spoken with in
 * {@link Frame}s through its standard input and output.
 *
 * <p>Whoever speaks with it sends one frame and waits for the answer, so that no two full pipes wait for each other. When
 * this process is gone the child's standard input ends, and so does the child. One thread, but for {@link #kill}.
 */
final class ChildJvm implements AutoCloseable {
    /** Before the options of this JVM, so that those have the last word; as the program sets them for itself. */
    private static final List<String> DEFAULTS =
            List.of("-Dio.netty.leakDetection.level=disabled", "-Dio.netty.jfr.enabled=false");

    /** After them: what a JVM has to say must not go where frames go. */
    private static final List<String> QUIET =
            List.of("-XX:+DisplayVMOutputToStderr", "-Xlog:disable", "-Xlog:all=error:stderr");

    private static final int LAST_WORDS_BYTES = 2048;
    private static final long EXIT_SECONDS = 5;

    /** 128 and the numbers of SIGINT and SIGTERM: Ctrl-C reaches the child as well, and perhaps first. */
    private static final Set<Integer> INTERRUPTED = Set.of(130, 143);

    private final String name;
    private final Path output;
    private final Process process;
    private final InputStream in;

    private ChildJvm(String name, Path output, Process process) {
        this.name = name;
        this.output = output;
        this.process = process;
        this.in = new BufferedInputStream(process.getInputStream());
    }

    /**
     * Starts it; it waits for a frame that tells what to do.
     *
     * @param name what messages call it
     * @param output where everything goes that it prints
     */
    static ChildJvm start(String name, Path output) throws IOException {
        Process process = new ProcessBuilder(command())
                .redirectError(Redirect.to(output.toFile()))
                .start();
        return new ChildJvm(name, output, process);
    }

    static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(DEFAULTS);
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (option.startsWith("-X") || option.startsWith("-D")) command.add(option);
        }
        command.addAll(QUIET);
        command.add("--enable-native-access=ALL-UNNAMED"); // as the jar's manifest says for the program itself
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(ModelMain.class.getName());
        return command;
    }

    /**
     * Sends a frame.
     *
     * @throws RunFailure if the child has died; the message has its name and its last words
     * @throws InterruptedException if this thread was interrupted, or the child by a signal
     */
    void send(Frame frame) throws RunFailure, IOException, InterruptedException {
        try {
            frame.write(process.getOutputStream());
        } catch (IOException broken) {
            throw death();
        }
    }

    /**
     * Waits for a frame.
     *
     * @throws RunFailure as {@link #send}, or if it is of another kind
     */
    Frame receive(Frame.Kind expected) throws RunFailure, IOException, InterruptedException {
        Frame frame;
        try {
            frame = Frame.read(in);
        } catch (IOException broken) {
            kill();
            throw new RunFailure(name + " has failed: " + broken.getMessage() + lastWords());
        }
        if (frame == null) throw death();
        if (frame.kind() != expected) throw new RunFailure(name + " has failed: it sent " + frame.kind());
        return frame;
    }

    Frame ask(Frame question, Frame.Kind expected) throws RunFailure, IOException, InterruptedException {
        send(question);
        return receive(expected);
    }

    /** Its pipes are closed, so it has ended or will soon: a JVM that has closed one of them has no more to do. */
    private RunFailure death() throws IOException, InterruptedException {
        if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) kill();
        int status = process.waitFor();
        if (INTERRUPTED.contains(status)) throw new InterruptedException(name + " was interrupted");
        return new RunFailure(name + " has failed with status " + status + lastWords());
    }

    private String lastWords() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(output.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(file.length(), LAST_WORDS_BYTES)];
            file.seek(file.length() - end.length);
            file.readFully(end);
            String words = new String(end, StandardCharsets.UTF_8).strip();
            return words.isEmpty() ? "" : ":\n" + words;
        }
    }

    /** Ends it at once. Any thread, any number of times. */
    void kill() {
        process.destroyForcibly();
    }

    /** For tests: what the system calls it. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Lets it end by itself if it does so soon, and ends it if not. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) return;
        } catch (IOException gone) {
            // then there is nothing to wait for
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }
}
