package dev.simul.serve;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Plays scripts to one outlet, one after another. Loop only.
 *
 * <p>{@link #run} goes as far as it can and never blocks. It is to be called again when {@code wake} is called and when the
 * outlet becomes writable. What it writes it does not flush, except before it waits.
 */
final class Player {

    /** How {@link #run} left the script. */
    enum Progress {
        /** In the middle: a timer runs, the peer has to read, the rest is not known yet, or the script stalls. */
        WAITING,
        /** At its end; the outlet is free. */
        ENDED,
        /** At its end, and the outlet is being closed. */
        GONE
    }

    /** After so many blocks without a pause the other connections of the loop have their turn. */
    private static final int BLOCKS_A_TURN = 64;

    private static final Script NOTHING = Script.of();
    private static final Script FAILED = Script.of(new Step.Reset());

    private final Outlet outlet;
    private final EventExecutor loop;
    private final Runnable wake;

    private Script script = NOTHING;
    private boolean bodiless;
    private int next; // of the steps
    private long done; // of the step at next: blocks sent, bytes sent, waits begun
    private @Nullable Future<?> timer;
    private @Nullable CompletionStage<Script> later; // what is being found out

    Player(Outlet outlet, EventExecutor loop, Runnable wake) {
        this.outlet = outlet;
        this.loop = loop;
        this.wake = wake;
    }

    /**
     * Begins a script, which the next {@link #run} plays. The one before must have ended.
     *
     * @param bodiless leave out what belongs to the body
     */
    void begin(Script script, boolean bodiless) {
        this.script = script;
        this.bodiless = bodiless;
        next = 0;
        done = 0;
    }

    /** Plays on. */
    Progress run() {
        while (next < script.steps().size()) {
            if (timer != null || later != null) return Progress.WAITING;
            boolean finished = switch (script.steps().get(next)) {
                case Step.Head head -> head(head);
                case Step.Send send -> send(send);
                case Step.Repeat repeat -> repeat(repeat);
                case Step.Drip drip -> drip(drip);
                case Step.Frame frame -> frame(frame);
                case Step.GoAway goAway -> goAway(goAway);
                case Step.Wait wait -> pause(wait);
                case Step.Room room -> outlet.isWritable();
                case Step.Later unknown -> find(unknown.source());
                case Step.Note note -> tell(note);
                case Step.Stall stall -> stall();
                case Step.Close close -> last(outlet::close);
                case Step.Reset reset -> last(outlet::reset);
                case Step.HangUp hangUp -> last(outlet::hangUp);
            };
            if (next == script.steps().size()) return Progress.GONE;
            if (!finished) return Progress.WAITING;
            next++;
            done = 0;
        }
        outlet.end();
        return Progress.ENDED;
    }

    /** Forgets the script, its timer and what is being found out for it; for an outlet that has gone. */
    void stop() {
        if (timer != null) timer.cancel(false);
        timer = null;
        later = null;
        script = NOTHING;
        next = 0;
    }

    private boolean head(Step.Head step) {
        outlet.head(step);
        return true;
    }

    private boolean send(Step.Send step) {
        if (!isLeftOut(step.part())) outlet.send(step.bytes(), step.part());
        return true;
    }

    private boolean repeat(Step.Repeat step) {
        return isLeftOut(step.part()) || again(step.times(), () -> outlet.send(step.block(), step.part()));
    }

    private boolean frame(Step.Frame step) {
        return again(step.times(), () -> outlet.frame(step));
    }

    private boolean goAway(Step.GoAway step) {
        outlet.goAway(step);
        return true;
    }

    private boolean again(long times, Runnable block) {
        for (int turn = 0; done < times; turn++, done++) {
            if (!outlet.isWritable()) return false;
            if (turn == BLOCKS_A_TURN) {
                sleep(Duration.ZERO);
                return false;
            }
            block.run();
        }
        return true;
    }

    private boolean drip(Step.Drip step) {
        ByteBuf bytes = step.bytes();
        int size = bytes.readableBytes();
        if (isLeftOut(step.part()) || done >= size) return true;
        int piece = (int) Math.min(step.pieceBytes(), size - done);
        outlet.send(bytes.slice(bytes.readerIndex() + (int) done, piece), step.part());
        done += piece;
        if (done == size) return true;
        sleep(step.pause());
        return false;
    }

    private boolean pause(Step.Wait step) {
        if (done == 1 || step.duration().isZero()) return true;
        done = 1;
        sleep(step.duration());
        return false;
    }

    private boolean find(Step.Later.Source source) {
        outlet.flush();
        CompletionStage<Script> asked = source.find();
        later = asked;
        // Where the loop has ended meanwhile it refuses, and nobody is left who waits for this.
        asked.whenComplete((found, failure) -> loop.execute(() -> {
            if (!asked.equals(later)) return; // stopped
            later = null;
            script = script.replacing(next, failure == null ? found : FAILED);
            next = 0;
            done = 0;
            wake.run();
        }));
        return false;
    }

    private static boolean tell(Step.Note note) {
        note.listener().run();
        return true;
    }

    private boolean stall() {
        outlet.flush();
        return false;
    }

    private boolean last(Runnable ending) {
        next = script.steps().size();
        ending.run();
        return true;
    }

    private boolean isLeftOut(Step.Part part) {
        return bodiless && part == Step.Part.BODY;
    }

    private void sleep(Duration wait) {
        outlet.flush();
        timer = loop.schedule(
                () -> {
                    timer = null;
                    wake.run();
                },
                wait.toNanos(),
                TimeUnit.NANOSECONDS);
    }
}
