package dev.simul.demo;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import dev.simul.demo.Timeline.Row;
import dev.simul.task.Coroutine;
import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.task.VirtualTime;
import java.time.Duration;
import java.util.List;

/** Two things to wait for: one after the other, and together. */
final class Kettle implements Lesson {
    private static final Duration BOIL = Duration.ofSeconds(3);
    private static final Duration TOAST = Duration.ofSeconds(2);
    private static final Timeline.Scale SCALE = new Timeline.Scale(Duration.ofMillis(100), 10);

    // @start region="code"
    private static final class Breakfast {
        final Loop loop;
        final Coroutine<String> kettle;
        final Coroutine<String> toaster;

        Breakfast(Loop loop, Row kettle, Row toaster) {
            this.loop = loop;
            this.kettle = kettle.around(machine("tea", BOIL));
            this.toaster = toaster.around(machine("toast", TOAST));
        }

        private Coroutine<String> machine(String product, Duration takes) {
            return () -> await(loop.sleep(takes), slept -> done(product));
        }

        Task<List<String>> oneAfterTheOther() {
            return loop.spawn(() -> await(kettle, tea -> await(toaster, toast -> done(List.of(tea, toast)))));
        }

        Task<List<String>> together() {
            return loop.gather(List.of(kettle, toaster));
        }
    }
    // @end

    @Override
    public String name() {
        return "kettle";
    }

    @Override
    public String summary() {
        return "two things to wait for, one after the other and together";
    }

    @Override
    public String run() {
        Run inOrder = Run.of(Breakfast::oneAfterTheOther);
        Run together = Run.of(Breakfast::together);
        return new Screen()
                .paragraph(
                        "Breakfast is tea and toast. The kettle takes %s, the toaster %s, and neither needs anybody"
                                + " to stand by.",
                        TimeText.of(BOIL), TimeText.of(TOAST))
                .picture("Await the one, then the other:", inOrder.picture)
                .picture("Gather both:", together.picture)
                .lines("─ waits\n")
                .paragraph(
                        "One after the other: %s. Together: %s. Both times there was %s.",
                        TimeText.of(inOrder.took), TimeText.of(together.took), String.join(" and ", together.products))
                .paragraph("Waits add up when you await them in turn. Started together they overlap, and all of"
                        + " them take as long as the longest one. That is the whole gain: nobody works faster.")
                .toString();
    }

    private record Run(List<String> products, Duration took, String picture) {
        interface Way {
            Task<List<String>> start(Breakfast breakfast);
        }

        static Run of(Way way) {
            try (VirtualTime time = VirtualTime.open()) {
                Timeline timeline = new Timeline(time);
                Breakfast breakfast = new Breakfast(time.loop(), timeline.row("kettle"), timeline.row("toaster"));
                List<String> products = time.run(way.start(breakfast));
                return new Run(products, time.elapsed(), timeline.draw(SCALE));
            }
        }
    }
}
