package dev.simul.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts the program as users do: {@code java -jar simul.jar ARGUMENTS}.
 *
 * @param directory where it is started, so that relative paths are
 * @param heap its {@code -Xmx}
 * @param options further ones of the JVM
 */
record Simul(Path directory, String heap, List<String> options) {
    /** What would make a JVM talkative, or lead requests away from loopback. */
    private static final List<String> UNWANTED = List.of(
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS",
            "http_proxy",
            "https_proxy",
            "all_proxy",
            "no_proxy",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "ALL_PROXY",
            "NO_PROXY");

    static Simul in(Path directory) {
        return new Simul(directory, "256m", List.of());
    }

    Simul withHeap(String most) {
        return new Simul(directory, most, options);
    }

    /** With less of a start: for who starts it many times and does not mind that it computes more slowly. */
    Simul startingFast() {
        return new Simul(directory, heap, List.of("-XX:TieredStopAtLevel=1"));
    }

    /** The jar under test. */
    static Path jar() {
        return Path.of(System.getProperty("simul.jar"));
    }

    /** Where the project is. */
    static Path basedir() {
        return Path.of(System.getProperty("simul.basedir"));
    }

    /** The JDK that the tests run on. */
    static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    /** Runs it to its end, with nothing on standard input. */
    Finished run(String... arguments) throws IOException, InterruptedException {
        try (Running running = start(arguments)) {
            running.endInput();
            return running.await();
        }
    }

    Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(command());
        command.addAll(List.of(arguments));
        return start(directory, command, Map.of());
    }

    /** Runs a script of bash to its end; {@code simul} is a command in it. */
    Finished bash(String script) throws IOException, InterruptedException {
        return bash(List.of(), script);
    }

    /**
     * The same, of a shell that another program starts.
     *
     * @param starter that program and its options
     */
    Finished bash(List<String> starter, String script) throws IOException, InterruptedException {
        StringBuilder function = new StringBuilder("simul() {");
        for (String word : command()) function.append(" '").append(word).append('\'');
        function.append(" \"$@\"; }\n");
        List<String> command = new ArrayList<>(starter);
        command.addAll(List.of("bash", "-c", function + script));
        try (Running running = start(directory, command, Map.of())) {
            running.endInput();
            return running.await();
        }
    }

    /** Any other program, in the same clean environment plus {@code environment}. */
    static Running start(Path directory, List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeAll(UNWANTED);
        builder.environment().putAll(environment);
        return new Running(String.join(" ", command), builder.start());
    }

    /** Up to its arguments; the collector is the launcher's. */
    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(javaHome().resolve("bin/java").toString(), "-XX:+UseSerialGC", "-Xmx" + heap));
        command.addAll(options);
        command.addAll(List.of("-jar", jar().toString()));
        return command;
    }
}
