package dev.simul.compare;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A JVM of its own for one run, with the same class path and the same {@code -X} and {@code -D} options as this one.
 *
 * <p>It reads nothing from its standard input but the end of that: when this process is gone, so is it.
 */
final class ChildJvm {
    /** Before the options of this JVM, so that those have the last word; as the program sets them for itself. */
    private static final List<String> DEFAULTS =
            List.of("-Dio.netty.leakDetection.level=disabled", "-Dio.netty.jfr.enabled=false");

    private static final int LAST_WORDS_BYTES = 2048;

    /** 128 and the numbers of SIGINT and SIGTERM: Ctrl-C reaches the child as well, and perhaps first. */
    private static final Set<Integer> INTERRUPTED = Set.of(130, 143);

    private final Job job;
    private final Process process;

    private ChildJvm(Job job, Process process) {
        this.job = job;
        this.process = process;
    }

    static ChildJvm start(Job job) throws IOException {
        job.write();
        Process process = new ProcessBuilder(command(job.directory()))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(job.output().toFile()))
                .start();
        return new ChildJvm(job, process);
    }

    static List<String> command(Path jobDirectory) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(DEFAULTS);
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (option.startsWith("-X") || option.startsWith("-D")) command.add(option);
        }
        command.add("--enable-native-access=ALL-UNNAMED"); // as the jar's manifest says for the program itself
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(ModelMain.class.getName());
        command.add(jobDirectory.toString());
        return command;
    }

    /**
     * Waits for its end.
     *
     * @throws RunFailure if it has not done its job; the message has its last words
     * @throws InterruptedException if this thread was interrupted, or the child by a signal
     */
    Measures await() throws RunFailure, IOException, InterruptedException {
        try {
            int status = process.waitFor();
            if (INTERRUPTED.contains(status)) throw new InterruptedException("the run was interrupted");
            if (status != 0) {
                throw new RunFailure(
                        "the model " + job.model().label() + " has failed with status " + status + lastWords());
            }
            return Measures.read(job.measures());
        } finally {
            kill();
        }
    }

    /** Ends it at once. Any thread, any number of times. */
    void kill() {
        process.destroyForcibly();
    }

    private String lastWords() throws IOException {
        try (RandomAccessFile output = new RandomAccessFile(job.output().toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(output.length(), LAST_WORDS_BYTES)];
            output.seek(output.length() - end.length);
            output.readFully(end);
            String words = new String(end, StandardCharsets.UTF_8).strip();
            return words.isEmpty() ? "" : ":\n" + words;
        }
    }
}
