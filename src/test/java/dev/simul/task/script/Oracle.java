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

    /** As the program's own main, but it also says how often an order came up that nobody promises, such as a tie of timers. */
    private static final String ASK = """
            import json
            import sys

            import oracle

            oracle.hand_over_to_reference()
            oracle.prepare_process()
            for script in oracle.read_scripts(sys.argv[1:]):
                machine = oracle.Machine(script)
                trace = machine.run()
                trace["unordered"] = machine.loop.unordered
                print(json.dumps(trace))
            """;

    private Oracle() {}

    /** The traces of {@code scripts}, in their order. */
    static List<String> ask(Path directory, List<String> scripts) throws IOException, InterruptedException, Missing {
        try (InputStream resource = Oracle.class.getResourceAsStream("/asyncio/oracle.py")) {
            Files.write(directory.resolve("oracle.py"), resource.readAllBytes());
        }
        Path program = Files.writeString(directory.resolve("ask.py"), ASK);
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
