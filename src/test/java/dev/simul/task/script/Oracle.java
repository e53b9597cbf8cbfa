package dev.simul.task.script;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** CPython's asyncio, asked by its own program. */
final class Oracle {
    /** Why it cannot be asked. */
    static final class Missing extends Exception {
        Missing(String why) {
            super(why);
        }
    }

    private Oracle() {}

    /** The traces of {@code scripts}, in their order. */
    static List<String> ask(Path directory, List<String> scripts) throws IOException, InterruptedException, Missing {
        Path program = directory.resolve("oracle.py");
        try (InputStream resource = Oracle.class.getResourceAsStream("/asyncio/oracle.py")) {
            Files.write(program, resource.readAllBytes());
        }
        Path file = directory.resolve("scripts.jsonl");
        Path traces = directory.resolve("traces.jsonl");
        Path complaints = directory.resolve("complaints.txt");
        Files.write(file, scripts);
        Process python;
        try {
            python = new ProcessBuilder("python3", program.toString(), file.toString())
                    .redirectOutput(traces.toFile())
                    .redirectError(complaints.toFile())
                    .start();
        } catch (IOException e) {
            throw new Missing("there is no python3");
        }
        if (!python.waitFor(10, TimeUnit.MINUTES)) {
            python.destroyForcibly();
            throw new IOException("the oracle does not end");
        }
        String said = Files.readString(complaints, StandardCharsets.UTF_8);
        if (said.contains("no Python 3.13 found")) throw new Missing("there is no Python 3.13");
        if (python.exitValue() != 0) throw new IOException("the oracle failed: " + said);
        return Files.readAllLines(traces);
    }
}
