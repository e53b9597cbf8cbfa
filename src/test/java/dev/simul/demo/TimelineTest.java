package dev.simul.demo;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.demo.Timeline.Row;
import dev.simul.task.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final Timeline.Scale SECONDS = new Timeline.Scale(Duration.ofSeconds(1), 5);

    private final VirtualTime time = VirtualTime.open();
    private final Timeline timeline = new Timeline(time);

    @AfterEach
    void close() {
        time.close();
    }

    private void pass(int seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void a_row_shows_what_it_did_and_the_axis_goes_on_to_the_next_mark() {
        Row a = timeline.row("a");
        Row longer = timeline.row("longer");
        a.works();
        pass(2);
        a.waits();
        longer.standsInLine();
        pass(3);
        a.ends();
        pass(1);

        assertThat(timeline.draw(SECONDS)).isEqualTo("""
                a       ██───
                longer    ····
                        └────┴────┘
                        0 s  5 s  10 s
                """);
    }

    @Test
    void an_axis_ends_at_a_mark_that_is_reached_to_the_point() {
        timeline.row("a").waits();
        pass(5);

        assertThat(timeline.draw(SECONDS)).isEqualTo("""
                a  ─────
                   └────┘
                   0 s  5 s
                """);
    }

    @Test
    void a_wait_that_is_over_without_going_on_becomes_a_place_in_line() {
        Row a = timeline.row("a");
        a.waits(Duration.ofSeconds(2));
        pass(4);
        a.works();
        pass(1);

        assertThat(timeline.draw(SECONDS)).startsWith("a  ──··█\n");
    }

    @Test
    void a_wait_that_is_cut_short_leaves_no_place_in_line() {
        Row a = timeline.row("a");
        a.waits(Duration.ofSeconds(3));
        pass(1);
        a.works();
        pass(4);

        assertThat(timeline.draw(SECONDS)).startsWith("a  ─████\n");
    }

    @Test
    void events_of_one_moment_stand_side_by_side_and_over_what_goes_on() {
        Row a = timeline.row("a");
        a.waits();
        pass(1);
        a.point('x');
        a.point('y');
        pass(4);

        assertThat(timeline.draw(SECONDS)).startsWith("a  ─xy──\n");
    }

    @Test
    void a_column_shows_what_took_the_most_of_it() {
        Row a = timeline.row("a");
        a.works();
        time.advance(Duration.ofMillis(400));
        a.waits();
        time.advance(Duration.ofMillis(600));
        a.ends();

        assertThat(timeline.draw(SECONDS)).startsWith("a  ─\n");
    }

    @Test
    void a_picture_may_end_before_the_run_did() {
        timeline.row("a").waits();
        pass(100);

        assertThat(timeline.draw(SECONDS, Duration.ofSeconds(5))).startsWith("a  ──────\n   └────┘\n");
    }

    @Test
    void a_failure_is_shown_and_goes_on_to_whoever_awaits() {
        Row a = timeline.row("a");
        var failing = time.loop()
                .spawn(a.around(() -> await(time.loop().sleep(Duration.ofSeconds(2)), slept -> {
                    throw new IllegalStateException("no");
                })));
        time.loop().spawn(timeline.row("b").around(() -> await(time.loop().sleep(Duration.ofSeconds(5)))));
        time.runAll();

        assertThat(failing.exception()).hasMessage("no");
        assertThat(timeline.draw(SECONDS)).startsWith("a  ──✗\nb  ─────\n");
    }

    @Test
    void figures_come_out_of_the_rows() {
        Row a = timeline.row("a");
        a.waits();
        pass(2);
        a.point('x');
        a.works();
        pass(3);
        a.waits();
        pass(4);
        a.point('x');
        a.point('x');

        assertThat(a.total(Timeline.WAITS)).hasSeconds(6);
        assertThat(a.total(Timeline.WORKS)).hasSeconds(3);
        assertThat(a.total(Timeline.IN_LINE)).isZero();
        assertThat(a.longestGap()).hasSeconds(7);
    }

    @Test
    void a_row_around_a_computation_hands_its_result_on() {
        assertThat(time.run(time.loop().spawn(timeline.row("a").around(() -> done("x")))))
                .isEqualTo("x");
    }
}
