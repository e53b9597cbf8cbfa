package dev.simul.demo;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import dev.simul.demo.Timeline.Row;
import dev.simul.task.Coroutine;
import dev.simul.task.Loop;
import dev.simul.task.LoopLoad;
import dev.simul.task.Step;
import dev.simul.task.Task;
import dev.simul.task.VirtualTime;
import java.time.Duration;
import java.util.Locale;

/** A task that computes without letting go, what that does to the others, and two cures. */
final class BlockedLoop implements Lesson {
    private static final int SLICES = 40;
    private static final int SLICE_LENGTH = 1000;
    private static final Duration SLICE = Duration.ofMillis(100);
    private static final Duration BEFORE = Duration.ofSeconds(2);
    private static final Duration AFTER = Duration.ofSeconds(2);
    private static final Duration BEAT = Duration.ofMillis(500);
    private static final char HEART = '♥';
    private static final Timeline.Scale SCALE = new Timeline.Scale(Duration.ofMillis(125), 8);

    // @start region="code"
    private static final class Work {
        final VirtualTime time;
        final Loop loop;

        Work(VirtualTime time) {
            this.time = time;
            this.loop = time.loop();
        }

        /** All that else goes on: it wants to be on time. */
        Step<Void> beat(Row heart) {
            heart.point(HEART);
            return await(loop.sleep(BEAT), slept -> beat(heart));
        }

        /** Does not let go before it is done. */
        Coroutine<Long> inOnePiece() {
            return () -> {
                long sum = 0;
                for (int i = 0; i < SLICES; i++) sum += slice(i);
                return done(sum);
            };
        }

        /** Lets the others run after each slice. */
        Coroutine<Long> inSlices() {
            return () -> nextSlice(0, 0);
        }

        private Step<Long> nextSlice(int i, long before) {
            if (i == SLICES) return done(before);
            long sum = before + slice(i);
            return await(loop.pause(), paused -> nextSlice(i + 1, sum));
        }

        private long slice(int number) {
            time.compute(SLICE);
            return Squares.sum(number * SLICE_LENGTH, SLICE_LENGTH);
        }

        /** Leaves it to a thread that has nothing else to do. */
        Coroutine<Long> inThread() {
            return () -> await(loop.runInThread("squares", () -> Squares.sum(0, SLICES * SLICE_LENGTH)));
        }
    }
    // @end

    private static final class Squares {
        static long sum(int from, int count) {
            long sum = 0;
            for (long i = from; i < from + count; i++) sum += i * i;
            return sum;
        }
    }

    @Override
    public String name() {
        return "blocked-loop";
    }

    @Override
    public String summary() {
        return "a task that holds everybody up, and two cures";
    }

    @Override
    public String run() {
        Run piece = Run.of(Work::inOnePiece);
        Run slices = Run.of(Work::inSlices);
        Run thread = Run.of(Work::inThread);
        return new Screen()
                .paragraph(
                        "A heart beats every %s. Then another task on the same loop has to add up squares, which"
                                + " takes %s.",
                        TimeText.of(BEAT), TimeText.of(SLICE.multipliedBy(SLICES)))
                .picture("In one piece:", piece.picture)
                .picture("In " + SLICES + " slices, with a pause after each:", slices.picture)
                .lines("█ works   ♥ a beat\n")
                .lines("                    sum             longest lag   latest beat\n"
                        + piece.line("in one piece")
                        + slices.line("in slices")
                        + thread.line("in a worker thread"))
                .paragraph("A loop serves nobody while a step runs: the lag is as long as the longest step. Cut long"
                        + " work into steps with a pause in between, or hand it to runInThread, where it takes none"
                        + " of the loop's time at all.")
                .toString();
    }

    private record Run(long sum, LoopLoad load, Duration latest, String picture) {
        interface Way {
            Coroutine<Long> work(Work work);
        }

        static Run of(Way way) {
            try (VirtualTime time = VirtualTime.open()) {
                Loop loop = time.loop();
                Work work = new Work(time);
                Timeline timeline = new Timeline(time);
                Row heart = timeline.row("heart");
                Row squares = timeline.row("squares");
                loop.spawn(() -> work.beat(heart));
                time.advance(BEFORE);
                squares.works();
                Task<Long> sum = loop.spawn(way.work(work));
                time.run(sum);
                squares.ends();
                time.advance(AFTER);
                return new Run(sum.result(), loop.load(), heart.longestGap().minus(BEAT), timeline.draw(SCALE));
            }
        }

        String line(String way) {
            return String.format(
                    Locale.ROOT,
                    "%-18s  %-14d  %-12s  %s late\n",
                    way,
                    sum,
                    TimeText.roughly(load.lagMax()),
                    TimeText.of(latest));
        }
    }
}
