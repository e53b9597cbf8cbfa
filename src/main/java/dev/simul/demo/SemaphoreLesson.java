package dev.simul.demo;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import dev.simul.demo.Timeline.Row;
import dev.simul.task.Coroutine;
import dev.simul.task.Loop;
import dev.simul.task.Semaphore;
import dev.simul.task.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Many downloads, a few at a time. */
final class SemaphoreLesson implements Lesson {
    private static final List<Duration> DOWNLOADS = IntStream.of(2, 3, 1, 3, 1, 2, 2, 1, 3)
            .mapToObj(Duration::ofSeconds)
            .toList();
    private static final int PERMITS = 3;
    private static final Timeline.Scale SCALE = new Timeline.Scale(Duration.ofMillis(200), 5);

    // @start region="code"
    private static final class Downloads {
        final Loop loop;
        final Semaphore permits;
        int inFlight;
        int most;

        Downloads(Loop loop) {
            this.loop = loop;
            this.permits = new Semaphore(loop, PERMITS);
        }

        /** Takes a permit, or a place in the line; gives it back however the download ends. */
        Coroutine<Void> limited(Coroutine<Void> download) {
            return permits.with(download);
        }

        Coroutine<Void> download(Duration takes) {
            return () -> {
                inFlight++;
                most = Math.max(most, inFlight);
                return await(loop.sleep(takes), arrived -> {
                    inFlight--;
                    return done();
                });
            };
        }
    }
    // @end

    @Override
    public String name() {
        return "semaphore";
    }

    @Override
    public String summary() {
        return "many downloads, a few at a time, first come, first served";
    }

    @Override
    public String run() {
        try (VirtualTime time = VirtualTime.open()) {
            Loop loop = time.loop();
            Downloads downloads = new Downloads(loop);
            Timeline timeline = new Timeline(time);
            List<Coroutine<Void>> visits = new ArrayList<>();
            List<Row> rows = new ArrayList<>();
            for (Duration takes : DOWNLOADS) {
                Row row = timeline.row("page " + (rows.size() + 1));
                row.standsInLine();
                rows.add(row);
                visits.add(downloads.limited(row.around(downloads.download(takes))));
            }
            time.run(loop.gather(visits));
            List<Duration> took =
                    rows.stream().map(row -> row.total(Timeline.WAITS)).toList();
            Duration all = took.stream().reduce(Duration.ZERO, Duration::plus);
            return new Screen()
                    .paragraph(
                            "%d pages are to be fetched, but the server does not like more than %d requests at a time.",
                            DOWNLOADS.size(), PERMITS)
                    .picture("All tasks begin at once; a semaphore lets " + PERMITS + " in:", timeline.draw(SCALE))
                    .lines("─ downloads   · waits for a permit\n")
                    .paragraph(
                            "%s, with %d in flight at most. One after the other they would take %s, all at once %s.",
                            TimeText.of(time.elapsed()),
                            downloads.most,
                            TimeText.of(all),
                            TimeText.of(Collections.max(took)))
                    .paragraph("A permit that comes free goes to whoever has waited longest, and nobody can barge in."
                            + " The limit costs no thread and no polling: those who wait are entries in a list.")
                    .toString();
        }
    }
}
