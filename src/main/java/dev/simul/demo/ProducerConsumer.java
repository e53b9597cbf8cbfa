package dev.simul.demo;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import dev.simul.demo.Timeline.Row;
import dev.simul.task.Coroutine;
import dev.simul.task.Loop;
import dev.simul.task.Queue;
import dev.simul.task.Step;
import dev.simul.task.Task;
import dev.simul.task.VirtualTime;
import java.time.Duration;

/** A quick producer and a slow consumer with a short queue between them. */
final class ProducerConsumer implements Lesson {
    private static final int LOAVES = 6;
    private static final int SHELF = 2;
    private static final Duration BAKE = Duration.ofSeconds(1);
    private static final Duration SELL = Duration.ofSeconds(3);
    private static final Timeline.Scale SCALE = new Timeline.Scale(Duration.ofMillis(500), 10);

    // @start region="code"
    private static final class Bakery {
        final Loop loop;
        final Queue<Integer> shelf;
        final Row baker;
        final Row seller;
        final Row loaves;

        Bakery(Loop loop, Row baker, Row seller, Row loaves) {
            this.loop = loop;
            this.shelf = new Queue<>(loop, SHELF);
            this.baker = baker;
            this.seller = seller;
            this.loaves = loaves;
        }

        Coroutine<Void> day() {
            return () -> {
                Task<Void> baking = loop.spawn("baker", () -> bake(1));
                Task<Void> selling = loop.spawn("seller", this::sell);
                return await(
                        baking,
                        baked -> await(shelf.join(), allSold -> {
                            selling.cancel(); // it waits for a loaf that will not come
                            return done();
                        }));
            };
        }

        private Step<Void> bake(int loaf) {
            baker.waits();
            return await(loop.sleep(BAKE), baked -> {
                baker.standsInLine(); // where the shelf is full, put waits for room
                return await(shelf.put(loaf), put -> {
                    baker.ends();
                    count();
                    return loaf < LOAVES ? bake(loaf + 1) : done();
                });
            });
        }

        private Step<Void> sell() {
            seller.standsInLine(); // where the shelf is empty, get waits for a loaf
            return await(shelf.get(), loaf -> {
                seller.waits();
                count();
                return await(loop.sleep(SELL), sold -> {
                    shelf.taskDone();
                    return sell();
                });
            });
        }

        private void count() {
            loaves.shows((char) ('0' + shelf.size()));
        }
    }
    // @end

    @Override
    public String name() {
        return "producer-consumer";
    }

    @Override
    public String summary() {
        return "a quick baker, a slow seller, and a short shelf";
    }

    @Override
    public String run() {
        try (VirtualTime time = VirtualTime.open()) {
            Timeline timeline = new Timeline(time);
            Row baker = timeline.row("baker");
            Row seller = timeline.row("seller");
            Row loaves = timeline.row("on the shelf");
            loaves.shows('0');
            Bakery bakery = new Bakery(time.loop(), baker, seller, loaves);
            time.run(time.loop().spawn(bakery.day()));
            return new Screen()
                    .paragraph(
                            "A baker makes %d loaves, %s each. A seller needs %s to sell one. Between them is a shelf"
                                    + " with room for %d: a bounded queue.",
                            LOAVES, TimeText.of(BAKE), TimeText.of(SELL), SHELF)
                    .picture("A day at the bakery:", timeline.draw(SCALE))
                    .lines("─ bakes, sells   · waits: the baker for room, the seller for a loaf\n")
                    .paragraph(
                            "All is sold after %s. The baker worked for %s and waited for room for %s; the seller"
                                    + " waited for a loaf for %s.",
                            TimeText.of(time.elapsed()),
                            TimeText.of(baker.total(Timeline.WAITS)),
                            TimeText.of(baker.total(Timeline.IN_LINE)),
                            TimeText.of(seller.total(Timeline.IN_LINE)))
                    .paragraph("A full queue makes producers wait, so that memory stays bounded and the slowest sets"
                            + " the pace: that is all of back-pressure. join() returns when taskDone() was called"
                            + " for each item, which is later than when the queue is empty.")
                    .toString();
        }
    }
}
