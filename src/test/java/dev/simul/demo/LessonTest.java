package dev.simul.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class LessonTest {
    /** Of a terminal; the longest lesson leaves room for the prompt. */
    private static final int LINES = 40;

    static Stream<Lesson> lessons() {
        return Lesson.all().stream();
    }

    private static String run(String name) {
        return Lesson.named(name).orElseThrow().run();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void a_lesson_fits_a_screen_and_needs_no_terminal(Lesson lesson) {
        List<String> lines = lesson.run().lines().toList();

        assertThat(lines).hasSizeBetween(10, LINES).allMatch(line -> line.length() <= Screen.COLUMNS);
        assertThat(lines).noneMatch(line -> line.endsWith(" ") || line.contains("\u001b") || line.contains("\t"));
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void a_lesson_says_the_same_each_time(Lesson lesson) {
        assertThat(lesson.run()).isEqualTo(lesson.run()).endsWith(".\n");
    }

    @Test
    void names_are_unique_and_are_what_lessons_are_found_by() {
        assertThat(Lesson.all().stream().map(Lesson::name))
                .doesNotHaveDuplicates()
                .allMatch(name -> Lesson.named(name).isPresent());
        assertThat(Lesson.named("nonsense")).isEmpty();
    }

    // ---- what the exercises are known to give

    @Test
    void chess_takes_twelve_hours_game_after_game_and_one_from_board_to_board() {
        assertThat(run("chess"))
                .contains("game after game      11 h 59 min 5 s  12 h            8 %")
                .contains("from board to board  1 h              1 h 55 s        98 %")
                .contains("11.8 times as fast");
    }

    @Test
    void breakfast_takes_five_seconds_in_turn_and_three_together() {
        assertThat(run("kettle")).contains("One after the other: 5 s. Together: 3 s.");
    }

    @Test
    void a_semaphore_lets_no_more_in_than_it_has_permits() {
        assertThat(run("semaphore")).contains("8 s, with 3 in flight at most.");
    }

    @Test
    void the_first_error_ends_a_gather_while_its_siblings_go_on() {
        assertThat(run("gather"))
                .contains("gather          after 2 s: error (B is not to be had)")
                .contains("gatherOutcomes  after 5 s: A, error (B is not to be had), C, D")
                .contains("3 of 4 succeeded");
    }

    @Test
    void a_full_queue_makes_the_producer_wait_and_an_empty_one_the_consumer() {
        assertThat(run("producer-consumer").replace('\n', ' '))
                .contains("waited for room for 4 s; the seller waited for a loaf for 1 s.");
    }

    @Test
    void a_step_that_does_not_let_go_is_the_lag_of_the_loop() {
        assertThat(run("blocked-loop"))
                .contains("in one piece        21332533340000  4 s ")
                .contains("in slices           21332533340000  100 ms ")
                .contains("in a worker thread  21332533340000  0 s ");
    }

    @Test
    void endless_tasks_take_turns_until_the_loop_is_stopped() {
        assertThat(run("ticks").replace('\n', ' '))
                .contains("tick tock tick tock tick tock")
                .contains("The loop was stopped; the tasks have not ended");
    }

    @Test
    void quick_results_need_not_wait_for_slow_ones() {
        assertThat(run("as-completed"))
                .contains("in order      3 s          5 s         4 s")
                .contains("as completed  1 s          5 s         2.75 s");
    }

    @Test
    void each_deadlock_is_found_and_names_who_waits_for_whom() {
        assertThat(run("deadlock").replaceAll("\\s+", " "))
                .contains("hen waits for egg; egg waits for hen")
                .contains("Anna waits for a lock that Ben holds; Ben waits for a lock that Anna holds")
                .contains("report waits for sum; sum waits for adding up, which waits for a worker thread")
                .contains("the sum is 42");
    }
}
