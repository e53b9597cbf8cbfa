package dev.simul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages say what is; {@code -Dsimul.demo.pages=write} makes them say it. */
class LessonPageTest {
    private static final String TO_RENEW =
            "renew it by: mvn test -Dtest=LessonPageTest -Dsimul.demo.pages=write (then read what has changed)";

    static Stream<Lesson> lessons() {
        return Lesson.all().stream();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void a_page_shows_the_code_and_the_output_of_its_lesson(Lesson lesson) throws IOException {
        LessonPage page = LessonPage.of(lesson);

        holdAgainst(page.file(), page.renewed());
    }

    @Test
    void the_readme_shows_a_lesson_as_it_is() throws IOException {
        LessonPage readme = LessonPage.readme("chess");

        holdAgainst(readme.file(), readme.withOutput("$ scripts/simul demo "));
    }

    @Test
    void the_index_lists_every_lesson_with_its_summary() throws IOException {
        String index = Files.readString(Path.of("src/site/markdown/demo.md"));

        assertThat(Lesson.all())
                .allSatisfy(lesson -> assertThat(index)
                        .contains("| [`" + lesson.name() + "`](demo/" + lesson.name() + ".md) | " + lesson.summary()
                                + " |"));
    }

    private static void holdAgainst(Path file, String renewed) throws IOException {
        if ("write".equals(System.getProperty("simul.demo.pages"))) Files.writeString(file, renewed);
        assertThat(Files.readString(file))
                .as("%s is not what the lesson is today; %s", file, TO_RENEW)
                .isEqualTo(renewed);
    }
}
