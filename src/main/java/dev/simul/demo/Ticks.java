package dev.simul.demo;

import static dev.simul.task.Step.await;

import dev.simul.demo.Timeline.Row;
import dev.simul.task.Loop;
import dev.simul.task.Step;
import dev.simul.task.Task;
import dev.simul.task.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Two endless tasks that take turns until one of them stops the loop. */
final class Ticks implements Lesson {
    private static final int TOCKS = 6;
    private static final Duration WORK = Duration.ofMillis(100);
    private static final Timeline.Scale SCALE = new Timeline.Scale(Duration.ofMillis(25), 20);

    // @start region="code"
    private static final class Clockwork {
        final VirtualTime time;
        final Loop loop;
        final List<String> said = new ArrayList<>();

        Clockwork(VirtualTime time) {
            this.time = time;
            this.loop = time.loop();
        }

        Step<Void> tick(Row row) {
            work(row, "tick");
            return await(loop.pause(), paused -> tick(row)); // endless, and the stack does not grow
        }

        Step<Void> tock(Row row, int left) {
            work(row, "tock");
            if (left == 1) loop.stop();
            return await(loop.pause(), paused -> tock(row, left - 1));
        }

        private void work(Row row, String sound) {
            row.works();
            time.compute(WORK);
            said.add(sound);
            row.standsInLine();
        }
    }
    // @end

    @Override
    public String name() {
        return "ticks";
    }

    @Override
    public String summary() {
        return "two endless tasks take turns, until one stops the loop";
    }

    @Override
    public String run() {
        try (VirtualTime time = VirtualTime.open()) {
            Loop loop = time.loop();
            Clockwork clock = new Clockwork(time);
            Timeline timeline = new Timeline(time);
            Row ticking = timeline.row("tick");
            Row tocking = timeline.row("tock");
            tocking.standsInLine();
            Task<Void> tick = loop.spawn(() -> clock.tick(ticking));
            Task<Void> tock = loop.spawn(() -> clock.tock(tocking, TOCKS));
            boolean stopped = time.runAll();
            boolean ended = tick.isDone() || tock.isDone();
            return new Screen()
                    .paragraph(
                            "Two tasks never end. Each works for %s, pauses to let others run, and begins again; after"
                                    + " %d rounds the second one stops the loop.",
                            TimeText.of(WORK), TOCKS)
                    .picture(String.join(" ", clock.said), timeline.draw(SCALE))
                    .lines("█ works   · pauses: is ready, and lets the other one go first\n")
                    .paragraph(
                            "%d steps in %d turns of the loop, %s of work in %s. The loop was %s; the tasks %s.",
                            clock.said.size(),
                            loop.turns(),
                            TimeText.of(ticking.total(Timeline.WORKS).plus(tocking.total(Timeline.WORKS))),
                            TimeText.of(time.elapsed()),
                            stopped ? "stopped" : "not stopped",
                            ended ? "have ended" : "have not ended and could go on")
                    .paragraph("A pause costs one turn: whoever is ready already goes first, in the order in which"
                            + " they became so. Nobody is interrupted; tasks take turns because each one lets go.")
                    .toString();
        }
    }
}
