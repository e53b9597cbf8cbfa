package dev.simul.demo;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.awaitFinally;

import dev.simul.demo.Timeline.Row;
import dev.simul.task.Coroutine;
import dev.simul.task.DeadlockException;
import dev.simul.task.Lock;
import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.task.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Three ways to wait for ever, found and named. */
final class Deadlock implements Lesson {
    private static final Duration REACH = Duration.ofSeconds(1);
    private static final Duration MEAL = Duration.ofSeconds(2);
    private static final char EATS = '█';
    private static final char FOR_EVER = '∞';
    private static final Timeline.Scale SCALE = new Timeline.Scale(Duration.ofMillis(100), 10);

    // @start region="code"
    private static final class Circles {
        final Loop loop;

        Circles(Loop loop) {
            this.loop = loop;
        }

        /** The hen comes out of the egg, and the egg out of the hen. Their first steps run when both are there. */
        Task<?> henAndEgg() {
            List<Task<String>> both = new ArrayList<>();
            both.add(loop.spawn("hen", () -> await(both.get(1))));
            both.add(loop.spawn("egg", () -> await(both.get(0))));
            return both.get(0);
        }

        /** Takes one, reaches for the other, and needs both to eat. */
        Coroutine<Void> eat(Row diner, Lock first, Lock second) {
            return first.with(() -> {
                diner.waits(REACH);
                return await(loop.sleep(REACH), reached -> await(second.with(meal(diner))));
            });
        }

        private Coroutine<Void> meal(Row diner) {
            return () -> {
                diner.shows(EATS);
                return awaitFinally(loop.sleep(MEAL), diner::ends);
            };
        }

        /** The report has the only worker thread, and blocks it until there is a sum, which needs a worker thread. */
        Task<String> reportInPoolOfOne() {
            loop.setWorkerThreads(1);
            Task<Integer> sum = loop.spawn("sum", () -> await(loop.runInThread("adding up", () -> 6 * 7)));
            return loop.runInThread("report", () -> "the sum is " + sum.join());
        }

        /** The cure: whoever needs a result awaits it, and then no thread stands by. */
        Task<String> reportThatAwaits() {
            loop.setWorkerThreads(1);
            return loop.spawn(() -> await(
                    loop.runInThread("adding up", () -> 6 * 7),
                    sum -> await(loop.runInThread("report", () -> "the sum is " + sum))));
        }
    }
    // @end

    @Override
    public String name() {
        return "deadlock";
    }

    @Override
    public String summary() {
        return "three ways to wait for ever, found and named";
    }

    @Override
    public String run() {
        Dinner opposite = Dinner.of(true);
        Dinner alike = Dinner.of(false);
        return new Screen()
                .paragraph("Whoever waits for somebody who waits for them waits for ever. Nothing burns, nothing"
                        + " moves; the loop knows that nobody is left who could go on, and says who waits for whom.")
                .result("1. A hen and an egg, each of which awaits the other:", endOf(Circles::henAndEgg))
                .result("2. Anna takes the fork, then the knife; Ben takes the knife, then the fork:", opposite.end)
                .lines(opposite.picture)
                .picture("   The cure: both take the fork first.", alike.picture)
                .lines("─ reaches for the second one   █ eats   · waits   ∞ for ever\n")
                .result(
                        "3. A job on the only worker thread joins a task that needs a worker thread:",
                        endOf(Circles::reportInPoolOfOne))
                .result("   The cure: await the sum, then begin the job.", endOf(Circles::reportThatAwaits))
                .paragraph("Take locks in one order everywhere, and never let a thread of a pool wait for the pool.")
                .toString();
    }

    /** How a task ends that may wait for ever. */
    private static String endOf(Function<Circles, Task<?>> start) {
        try (VirtualTime time = VirtualTime.open()) {
            return endOf(time, start.apply(new Circles(time.loop())));
        }
    }

    private static String endOf(VirtualTime time, Task<?> task) {
        try {
            return String.valueOf(time.run(task));
        } catch (DeadlockException deadlock) {
            return String.valueOf(deadlock.getMessage());
        }
    }

    private record Dinner(String end, String picture) {
        static Dinner of(boolean inOppositeOrder) {
            try (VirtualTime time = VirtualTime.open()) {
                Loop loop = time.loop();
                Circles circles = new Circles(loop);
                Timeline timeline = new Timeline(time);
                Row anna = timeline.row("Anna");
                Row ben = timeline.row("Ben");
                Lock fork = new Lock(loop);
                Lock knife = new Lock(loop);
                ben.standsInLine();
                List<Task<Void>> diners = List.of(
                        loop.spawn("Anna", circles.eat(anna, fork, knife)),
                        loop.spawn(
                                "Ben",
                                inOppositeOrder ? circles.eat(ben, knife, fork) : circles.eat(ben, fork, knife)));
                String end = endOf(time, loop.gather(diners));
                if (!diners.get(0).isDone()) anna.point(FOR_EVER);
                if (!diners.get(1).isDone()) ben.point(FOR_EVER);
                return new Dinner(end, timeline.draw(SCALE));
            }
        }
    }
}
