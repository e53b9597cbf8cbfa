package dev.simul.serve;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Plays scripts on one connection, one after another. Loop only.
 *
 * <p>{@link #run} goes as far as it can and never blocks. It is to be called again when {@code wake} is called and when the
 * channel becomes writable. What it writes it does not flush, except before it waits.
 */
final class Player {

    /** How {@link #run} left the script. */
    enum Progress {
        /** In the middle: a timer runs, the peer has to read, or the script stalls. */
        WAITING,
        /** At its end; the connection is free. */
        ENDED,
        /** At its end, and the connection is being closed. */
        GONE
    }

    /** After so many blocks without a pause the other connections of the loop have their turn. */
    private static final int BLOCKS_A_TURN = 64;

    private final ChannelHandlerContext ctx;
    private final Runnable wake;

    private List<Step> steps = List.of();
    private boolean bodiless;
    private int next; // of the steps
    private long done; // of the step at next: blocks sent, bytes sent, waits begun
    private @Nullable Future<?> timer;

    Player(ChannelHandlerContext ctx, Runnable wake) {
        this.ctx = ctx;
        this.wake = wake;
    }

    /**
     * Begins a script, which the next {@link #run} plays. The one before must have ended.
     *
     * @param bodiless leave out what belongs to the body
     */
    void begin(Script script, boolean bodiless) {
        this.steps = script.steps();
        this.bodiless = bodiless;
        next = 0;
        done = 0;
    }

    /** Plays on. */
    Progress run() {
        while (next < steps.size()) {
            if (timer != null) return Progress.WAITING;
            boolean finished = switch (steps.get(next)) {
                case Step.Send send -> send(send);
                case Step.Repeat repeat -> repeat(repeat);
                case Step.Drip drip -> drip(drip);
                case Step.Wait wait -> pause(wait);
                case Step.Stall stall -> stall();
                case Step.Close close -> close();
                case Step.Reset reset -> reset();
            };
            if (next == steps.size()) return Progress.GONE;
            if (!finished) return Progress.WAITING;
            next++;
            done = 0;
        }
        return Progress.ENDED;
    }

    /** Forgets the script and its timer; for a connection that has gone. */
    void stop() {
        if (timer != null) timer.cancel(false);
        timer = null;
        steps = List.of();
        next = 0;
    }

    private boolean send(Step.Send step) {
        if (!isLeftOut(step.part())) ctx.write(step.bytes().duplicate());
        return true;
    }

    private boolean repeat(Step.Repeat step) {
        if (isLeftOut(step.part())) return true;
        for (int block = 0; done < step.times(); block++, done++) {
            if (!ctx.channel().isWritable()) ctx.flush();
            if (!ctx.channel().isWritable()) return false;
            if (block == BLOCKS_A_TURN) {
                sleep(Duration.ZERO);
                return false;
            }
            ctx.write(step.block().duplicate());
        }
        return true;
    }

    private boolean drip(Step.Drip step) {
        ByteBuf bytes = step.bytes();
        int size = bytes.readableBytes();
        if (isLeftOut(step.part()) || done >= size) return true;
        int piece = (int) Math.min(step.pieceBytes(), size - done);
        ctx.write(bytes.slice(bytes.readerIndex() + (int) done, piece));
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

    private boolean stall() {
        ctx.flush();
        return false;
    }

    private boolean close() {
        next = steps.size();
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        return true;
    }

    private boolean reset() {
        next = steps.size();
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> abort(ctx.channel()));
        return true;
    }

    /** Closes below TLS, which would say goodbye, and with nothing to linger for: the kernel then sends RST. */
    private static void abort(Channel channel) {
        if (!channel.isActive()) return;
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (first != null) first.close();
    }

    private boolean isLeftOut(Step.Part part) {
        return bodiless && part == Step.Part.BODY;
    }

    private void sleep(Duration wait) {
        ctx.flush();
        timer = ctx.executor()
                .schedule(
                        () -> {
                            timer = null;
                            wake.run();
                        },
                        wait.toNanos(),
                        TimeUnit.NANOSECONDS);
    }
}
