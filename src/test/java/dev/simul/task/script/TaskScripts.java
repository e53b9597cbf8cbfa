package dev.simul.task.script;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.ObjectMapper;

/**
 * Reads scripts from standard input, one a line, and writes their traces to standard output, until the input ends. With
 * {@code --draw SEED COUNT} it writes that many random scripts instead.
 */
public final class TaskScripts {
    private TaskScripts() {}

    public static void main(String[] arguments) throws IOException {
        ObjectMapper json = new ObjectMapper();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length == 3 && arguments[0].equals("--draw")) {
            long seed = Long.parseLong(arguments[1]);
            RandomScript.draw(seed, Integer.parseInt(arguments[2])).forEach(out::println);
            return;
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.isBlank()) out.println(json.writeValueAsString(Machine.run(Script.parse(line))));
        }
    }
}
