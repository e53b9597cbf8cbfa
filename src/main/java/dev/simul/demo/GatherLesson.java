package dev.simul.demo;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import dev.simul.demo.Timeline.Row;
import dev.simul.task.Coroutine;
import dev.simul.task.Loop;
import dev.simul.task.Outcome;
import dev.simul.task.Task;
import dev.simul.task.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Four downloads of which one fails, gathered in both ways. */
final class GatherLesson implements Lesson {
    private static final Timeline.Scale SCALE = new Timeline.Scale(Duration.ofMillis(100), 10);

    // @start region="code"
    private static final class Downloads {
        final Loop loop;

        Downloads(Loop loop) {
            this.loop = loop;
        }

        Coroutine<String> page(String name, Duration takes) {
            return () -> await(loop.sleep(takes), arrived -> done(name));
        }

        Coroutine<String> brokenPage(String name, Duration takes) {
            return () -> await(loop.sleep(takes), broken -> {
                throw new IOException(name + " is not to be had");
            });
        }

        /** Fails as soon as one of them does. The others go on: nobody has cancelled them. */
        Task<List<String>> results(List<Task<String>> pages) {
            return loop.gather(pages);
        }

        /** Waits for all, whatever becomes of them. */
        Task<List<Outcome<String>>> outcomes(List<Task<String>> pages) {
            return loop.gatherOutcomes(pages);
        }
    }
    // @end

    @Override
    public String name() {
        return "gather";
    }

    @Override
    public String summary() {
        return "one of four fails: its error at once, or as a result";
    }

    @Override
    public String run() {
        try (VirtualTime time = VirtualTime.open()) {
            Loop loop = time.loop();
            Downloads downloads = new Downloads(loop);
            Timeline timeline = new Timeline(time);
            List<Task<String>> pages = List.of(
                    loop.spawn(timeline.row("A").around(downloads.page("A", Duration.ofSeconds(1)))),
                    loop.spawn(timeline.row("B").around(downloads.brokenPage("B", Duration.ofSeconds(2)))),
                    loop.spawn(timeline.row("C").around(downloads.page("C", Duration.ofSeconds(3)))),
                    loop.spawn(timeline.row("D").around(downloads.page("D", Duration.ofSeconds(5)))));
            Gathered<List<String>> results = new Gathered<>(time, downloads.results(pages), timeline.row("gather"));
            Gathered<List<Outcome<String>>> outcomes =
                    new Gathered<>(time, downloads.outcomes(pages), timeline.row("gatherOutcomes"));
            time.runAll();
            return new Screen()
                    .paragraph("Four pages are fetched at once, and B fails. The same four tasks are gathered twice.")
                    .picture("What the tasks did, and when the two gathers had ended:", timeline.draw(SCALE))
                    .lines("─ waits   ✗ fails   ✓ succeeds\n")
                    .lines("gather          after " + TimeText.of(results.took) + ": " + told(results.task.outcome())
                            + "\ngatherOutcomes  after " + TimeText.of(outcomes.took) + ": "
                            + outcomes.task.result().stream()
                                    .map(GatherLesson::told)
                                    .collect(Collectors.joining(", "))
                            + "\n")
                    .paragraph(
                            "The first error goes to whoever awaits a gather, at once, and the other tasks go on: %d"
                                    + " of %d succeeded. To have all that came of them, gather their outcomes. To"
                                    + " have the others cancelled, put them into a TaskGroup.",
                            pages.stream().filter(Task::isSucceeded).count(), pages.size())
                    .toString();
        }
    }

    private static String told(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Success<?> success -> String.valueOf(success.value());
            case Outcome.Failure<?> failure -> "error (" + failure.cause().getMessage() + ")";
            case Outcome.Cancelled<?> cancelled -> "cancelled";
        };
    }

    /** Notes when a gather has ended. */
    private static final class Gathered<T extends @Nullable Object> {
        final Task<T> task;
        Duration took = Duration.ZERO;

        Gathered(VirtualTime time, Task<T> task, Row row) {
            this.task = task;
            row.waits();
            task.addDoneCallback(ended -> {
                took = time.elapsed();
                row.ends();
                row.point(ended.isSucceeded() ? '✓' : Timeline.FAILED);
            });
        }
    }
}
