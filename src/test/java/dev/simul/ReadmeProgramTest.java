package dev.simul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.serve.MockServer;
import dev.simul.serve.Scenario;
import dev.simul.serve.ServeConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the README compiles, and prints what it promises. */
class ReadmeProgramTest {
    private static final Pattern PROGRAM = Pattern.compile("```java\n(HttpClient http.*?)```", Pattern.DOTALL);

    @Test
    void the_program_of_the_readme_fetches_a_list(@TempDir Path directory) throws Exception {
        Matcher program = PROGRAM.matcher(Files.readString(Path.of("README.md")));
        assertThat(program.find()).isTrue();
        Path source = Files.writeString(directory.resolve("Visits.java"), """
                import static dev.simul.task.Step.await;
                import static dev.simul.task.Step.done;
                import static java.net.http.HttpResponse.BodyHandlers.discarding;

                import dev.simul.task.*;
                import java.net.URI;
                import java.net.http.*;
                import java.nio.file.*;
                import java.util.*;

                public class Visits {
                    public static void main(String[] args) throws Exception {
                """ + program.group(1) + "}}");
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", directory.toString(), source.toString());
        assertThat(compiled).isZero();

        try (MockServer server = MockServer.start(ServeConfig.of(Scenario.named("pages")))) {
            List<String> urls = IntStream.rangeClosed(1, 20)
                    .mapToObj(i -> "http://127.0.0.1:" + server.port() + "/pages/" + i)
                    .toList();
            Path list = Files.write(directory.resolve("list.txt"), urls);

            assertThat(output(directory, list))
                    .containsExactlyElementsOf(
                            urls.stream().map(url -> "200  " + url).toList());
        }
    }

    private static List<String> output(Path classes, Path list) throws Exception {
        URL[] path = {classes.toUri().toURL()};
        PrintStream before = System.out;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(path)) {
            System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
            Class<?> program = loader.loadClass("Visits");
            program.getMethod("main", String[].class).invoke(null, (Object) new String[] {list.toString()});
        } finally {
            System.setOut(before);
        }
        return captured.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
