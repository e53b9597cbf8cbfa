package dev.simul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.demo.Lesson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int demo(String arguments) {
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                Map.of());
        return new SimulCommand(console).run(("demo " + arguments).strip().split(" ", -1));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void without_a_name_the_lessons_are_listed_with_a_line_each() {
        assertThat(demo("")).isZero();

        assertThat(out().lines()).hasSize(2 + Lesson.all().size()).allMatch(line -> line.length() <= 80);
        assertThat(Lesson.all())
                .allMatch(lesson ->
                        out().contains("  " + lesson.name() + " ") && out().contains("  " + lesson.summary() + "\n"));
    }

    @Test
    void help_lists_them_too() {
        assertThat(demo("--help")).isZero();

        assertThat(Lesson.all()).allMatch(lesson -> out().contains("  " + lesson.name() + " "));
    }

    @Test
    void a_lesson_goes_to_standard_output_and_nothing_else_does() {
        assertThat(demo("kettle")).isZero();

        assertThat(out()).isEqualTo(Lesson.named("kettle").orElseThrow().run());
        assertThat(err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ches           | simul: there is no lesson 'ches'; did you mean chess?",
                "deadlocks      | simul: there is no lesson 'deadlocks'; did you mean deadlock?",
                "as_completed   | simul: there is no lesson 'as_completed'; did you mean as-completed?",
                "go             | simul: there is no lesson 'go'; there are kettle, chess, ticks, ",
                "chess kettle   | simul: unexpected argument 'kettle'",
                "--chess        | simul: unknown option '--chess'",
            })
    void an_unknown_name_is_a_usage_error_that_says_what_there_is(String arguments, String message) {
        assertThat(demo(arguments)).isEqualTo(2);

        assertThat(out()).isEmpty();
        assertThat(err()).startsWith(message).endsWith("\nTry 'simul demo --help'.\n");
    }
}
