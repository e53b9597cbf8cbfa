package dev.simul.demo;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import dev.simul.demo.Timeline.Row;
import dev.simul.task.AsCompleted;
import dev.simul.task.Coroutine;
import dev.simul.task.Loop;
import dev.simul.task.Step;
import dev.simul.task.Task;
import dev.simul.task.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** The same results in the order of the questions, and in the order of the answers. */
final class AsCompletedLesson implements Lesson {
    private static final Timeline.Scale SCALE = new Timeline.Scale(Duration.ofMillis(100), 10);

    // @start region="code"
    private static final class Reader {
        final Loop loop;

        Reader(Loop loop) {
            this.loop = loop;
        }

        Coroutine<String> page(String name, Duration takes) {
            return () -> await(loop.sleep(takes), arrived -> done(name));
        }

        Coroutine<Void> inOrder(List<Task<String>> pages, Consumer<String> use) {
            return () -> next(pages.iterator(), use);
        }

        private Step<Void> next(Iterator<Task<String>> pages, Consumer<String> use) {
            if (!pages.hasNext()) return done();
            return await(pages.next(), page -> {
                use.accept(page);
                return next(pages, use);
            });
        }

        Coroutine<Void> asTheyComplete(List<Task<String>> pages, Consumer<String> use) {
            return () -> next(loop.asCompleted(pages, null), use);
        }

        private Step<Void> next(AsCompleted<String> completed, Consumer<String> use) {
            if (!completed.hasNext()) return done();
            return await(completed.next(), page -> {
                use.accept(page.result());
                return next(completed, use);
            });
        }
    }
    // @end

    @Override
    public String name() {
        return "as-completed";
    }

    @Override
    public String summary() {
        return "results in the order of the list, and as they come in";
    }

    @Override
    public String run() {
        try (VirtualTime time = VirtualTime.open()) {
            Loop loop = time.loop();
            Reader reader = new Reader(loop);
            Timeline timeline = new Timeline(time);
            List<Task<String>> pages = new ArrayList<>();
            int[] seconds = {3, 1, 5, 2};
            for (int i = 0; i < seconds.length; i++) {
                String name = String.valueOf((char) ('A' + i));
                Coroutine<String> page = reader.page(name, Duration.ofSeconds(seconds[i]));
                pages.add(loop.spawn(timeline.row(name).around(page)));
            }
            Uses ordered = new Uses(time, timeline.row("in order"));
            Uses completed = new Uses(time, timeline.row("as completed"));
            time.run(loop.gather(List.of(reader.inOrder(pages, ordered), reader.asTheyComplete(pages, completed))));
            return new Screen()
                    .paragraph("Four pages are fetched at once, and each is to be shown. Two readers await the same"
                            + " four tasks, one in the order of the list, one as they complete.")
                    .picture("The downloads, and when the readers had which page:", timeline.draw(SCALE))
                    .lines("─ waits\n")
                    .lines("              first page   all pages   on average\n" + ordered.line("in order")
                            + completed.line("as completed"))
                    .paragraph("Both readers are done at the same time, for the slowest page is the slowest page. But"
                            + " in order a quick one lies there until all before it have come.")
                    .toString();
        }
    }

    /** Notes when which page was used. */
    private static final class Uses implements Consumer<String> {
        private final VirtualTime time;
        private final Row row;
        private final List<Duration> moments = new ArrayList<>();

        Uses(VirtualTime time, Row row) {
            this.time = time;
            this.row = row;
        }

        @Override
        public void accept(String page) {
            row.point(page.charAt(0));
            moments.add(time.elapsed());
        }

        String line(String way) {
            Duration average =
                    moments.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(moments.size());
            return String.format(
                    "%-12s  %-11s  %-10s  %s\n",
                    way, TimeText.of(moments.getFirst()), TimeText.of(moments.getLast()), TimeText.of(average));
        }
    }
}
