package dev.simul.it;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that has been started; closing it kills it. */
final class Running implements AutoCloseable {
    /** Far more than anything here takes: only a hang reaches it. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final String command;
    private final Process process;
    private final Output out;
    private final Output err;

    Running(String command, Process process) {
        this.command = command;
        this.process = process;
        this.out = new Output("out of " + process.pid(), process.getInputStream());
        this.err = new Output("err of " + process.pid(), process.getErrorStream());
    }

    /** Writes to its standard input, at once. */
    void type(String text) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write(text.getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Sends a signal by its name, {@code INT} or {@code TERM}. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder(List.of("kill", "-" + name, Long.toString(process.pid()))).start();
        if (kill.waitFor() != 0) throw new AssertionError("no such process any more" + soFar());
    }

    /** Waits for so many whole lines of standard output, and returns them and what came with them. */
    List<String> awaitLines(int count) throws InterruptedException {
        if (!out.await(text -> text.chars().filter(c -> c == '\n').count() >= count, LIMIT.toNanos())) {
            throw new AssertionError("fewer than " + count + " lines" + soFar());
        }
        return out.text().lines().toList();
    }

    /** Waits until standard error has {@code text} in it. */
    void awaitComplaint(String text) throws InterruptedException {
        if (!err.await(all -> all.contains(text), LIMIT.toNanos())) {
            throw new AssertionError("no '" + text + "' on standard error" + soFar());
        }
    }

    /** Waits until it has started so many processes, with those that these have started. */
    List<ProcessHandle> awaitDescendants(int count) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        List<ProcessHandle> descendants = process.descendants().toList();
        while (descendants.size() < count) {
            if (System.nanoTime() - deadline > 0) throw new AssertionError("fewer than " + count + soFar());
            if (process.waitFor(10, TimeUnit.MILLISECONDS)) throw new AssertionError("it has ended" + soFar());
            descendants = process.descendants().toList();
        }
        return descendants;
    }

    /** Waits until a file that it writes is so long, or it has ended. */
    void awaitSize(Path file, long bytes) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!Files.exists(file) || Files.size(file) < bytes) {
            if (System.nanoTime() - deadline > 0) throw new AssertionError(file + " is still shorter" + soFar());
            if (process.waitFor(2, TimeUnit.MILLISECONDS)) return;
        }
    }

    /** Waits for its end, but not for longer than {@code most}. */
    void awaitEndFor(Duration most) throws InterruptedException {
        process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends it without a chance to clean up. */
    void kill() {
        process.destroyForcibly();
    }

    /** Waits for a whole line of standard error that begins with {@code start}, and returns the rest of it. */
    String awaitComplaintAfter(String start) throws InterruptedException {
        awaitComplaint(start);
        err.await(all -> all.indexOf('\n', all.indexOf(start)) >= 0, LIMIT.toNanos());
        String all = err.text();
        int from = all.indexOf(start) + start.length();
        return all.substring(from, all.indexOf('\n', from)).strip();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end. */
    Finished await() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) throw new AssertionError("it hangs" + soFar());
        out.awaitEnd(LIMIT.toMillis());
        err.awaitEnd(LIMIT.toMillis());
        return new Finished(process.exitValue(), out.text(), err.text());
    }

    private String soFar() {
        return "\ncommand: " + command + "\nstandard output:\n" + out.text() + "\nstandard error:\n" + err.text();
    }

    /** Kills it and what it has started, if any of them still runs. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
