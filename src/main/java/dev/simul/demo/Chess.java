package dev.simul.demo;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import dev.simul.demo.Timeline.Row;
import dev.simul.task.Coroutine;
import dev.simul.task.Loop;
import dev.simul.task.Step;
import dev.simul.task.Task;
import dev.simul.task.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** One chess master and many opponents: game after game, and from board to board. */
final class Chess implements Lesson {
    private static final int OPPONENTS = 24;
    private static final int MOVE_PAIRS = 30;
    private static final Duration MOVE = Duration.ofSeconds(5);
    private static final Duration REPLY = Duration.ofSeconds(55);
    private static final Timeline.Scale SCALE = new Timeline.Scale(Duration.ofSeconds(5), 12);
    private static final Duration SHOWN = Duration.ofMinutes(5);

    // @start region="code"
    private static final class Exhibition {
        final VirtualTime time;
        final Loop loop;
        Duration lastMove = Duration.ZERO;

        Exhibition(VirtualTime time) {
            this.time = time;
            this.loop = time.loop();
        }

        Coroutine<Void> game(Row board) {
            return () -> movePair(board, 1);
        }

        private Step<Void> movePair(Row board, int number) {
            board.works();
            time.compute(MOVE); // there is one master: nobody else gets a move meanwhile
            lastMove = time.elapsed();
            board.waits(REPLY);
            return await(loop.sleep(REPLY), replied -> number < MOVE_PAIRS ? movePair(board, number + 1) : done());
        }

        Task<?> oneAfterTheOther(List<Coroutine<Void>> games) {
            return loop.spawn(() -> playAll(games.iterator()));
        }

        private Step<Void> playAll(Iterator<Coroutine<Void>> games) {
            return games.hasNext() ? await(games.next(), ended -> playAll(games)) : done();
        }

        Task<?> atOnce(List<Coroutine<Void>> games) {
            return loop.gather(games);
        }
    }
    // @end

    @Override
    public String name() {
        return "chess";
    }

    @Override
    public String summary() {
        return "one master, many boards: game after game, or all at once";
    }

    @Override
    public String run() {
        Evening inOrder = Evening.of(Exhibition::oneAfterTheOther);
        Evening atOnce = Evening.of(Exhibition::atOnce);
        return new Screen()
                .paragraph(
                        "A chess master plays %d opponents, %d pairs of moves each. She moves within %s, an opponent"
                                + " takes %s to reply. How long does the evening get?",
                        OPPONENTS, MOVE_PAIRS, TimeText.of(MOVE), TimeText.of(REPLY))
                .picture("Game after game, the first " + TimeText.of(SHOWN) + ":", inOrder.picture)
                .picture("From board to board, while the opponents think:", atOnce.picture)
                .lines("█ the master moves   ─ the opponent thinks   · the board waits for the master\n")
                .lines("                     her last move    the last reply  she is busy\n"
                        + inOrder.line("game after game")
                        + atOnce.line("from board to board"))
                .paragraph(
                        "Still one master, still one move at a time, and %.1f times as fast: she does not stand by"
                                + " while others think. This is what an event loop does, with requests for boards.",
                        (double) inOrder.took.toSeconds() / atOnce.took.toSeconds())
                .toString();
    }

    private record Evening(Duration lastMove, Duration took, double busyShare, String picture) {
        interface Way {
            Task<?> start(Exhibition exhibition, List<Coroutine<Void>> games);
        }

        static Evening of(Way way) {
            try (VirtualTime time = VirtualTime.open()) {
                Exhibition exhibition = new Exhibition(time);
                Timeline shown = new Timeline(time);
                Timeline others = new Timeline(time); // all of them would not fit a screen
                List<Coroutine<Void>> games = new ArrayList<>();
                for (int i = 1; i <= OPPONENTS; i++) {
                    boolean show = i <= 3 || i == OPPONENTS;
                    Row board = (show ? shown : others).row("board " + i);
                    board.standsInLine();
                    games.add(exhibition.game(board));
                }
                time.run(way.start(exhibition, games));
                return new Evening(
                        exhibition.lastMove, time.elapsed(), time.loop().load().busyShare(), shown.draw(SCALE, SHOWN));
            }
        }

        String line(String way) {
            return String.format(
                    Locale.ROOT,
                    "%-19s  %-15s  %-14s  %.0f %%\n",
                    way,
                    TimeText.of(lastMove),
                    TimeText.of(took),
                    busyShare * 100);
        }
    }
}
