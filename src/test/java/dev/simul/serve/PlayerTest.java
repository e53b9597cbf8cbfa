package dev.simul.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PlayerTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @AfterEach
    void release() {
        channel.finishAndReleaseAll();
    }

    @Test
    void steps_come_in_order_and_a_wait_holds_back_what_follows() {
        play(Step.text("a"), Step.body("b"), new Step.Wait(Duration.ofMillis(10)), Step.body("c"));

        assertThat(sent()).isEqualTo("ab");
        advance(Duration.ofMillis(9));
        assertThat(sent()).isEmpty();
        advance(Duration.ofMillis(1));
        assertThat(sent()).isEqualTo("c");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void a_drip_sends_its_first_piece_at_once_and_one_after_each_pause() {
        play(new Step.Drip(Step.bytes("abcde"), 2, Duration.ofSeconds(1), Step.Part.BODY), Step.body("!"));

        assertThat(sent()).isEqualTo("ab");
        advance(Duration.ofSeconds(1));
        assertThat(sent()).isEqualTo("cd");
        advance(Duration.ofMillis(999));
        assertThat(sent()).isEmpty();
        advance(Duration.ofMillis(1));
        assertThat(sent()).isEqualTo("e!");
    }

    @Test
    void a_block_is_repeated_only_while_the_peer_takes_it() {
        channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(1, 8));
        play(new Step.Repeat(Step.bytes("0123456789"), 1000, Step.Part.BODY));
        channel.runPendingTasks();

        int all = 0;
        for (String piece = sent(); !piece.isEmpty(); piece = sent()) {
            all += piece.length();
            channel.runPendingTasks();
        }
        assertThat(all).isEqualTo(10_000);
    }

    @Test
    void an_endless_block_leaves_the_loop_to_others_now_and_then() {
        begin(false, new Step.Repeat(Step.bytes("x"), 1000, Step.Part.BODY));

        assertThat(sent()).hasSizeBetween(1, 100);
        channel.runScheduledPendingTasks();
        channel.flushOutbound();
        assertThat(sent()).hasSizeGreaterThan(800);
    }

    @Test
    void after_head_the_body_is_left_out_whatever_way_it_is_sent() {
        Step.Part body = Step.Part.BODY;
        begin(
                true,
                Step.text("head"),
                Step.body("x"),
                new Step.Repeat(Step.bytes("x"), Long.MAX_VALUE, body),
                new Step.Drip(Step.bytes("x"), 1, Duration.ofDays(1), body),
                Step.text("!"));
        channel.flushOutbound();

        assertThat(sent()).isEqualTo("head!");
    }

    @Test
    void a_stall_sends_what_was_pending_and_nothing_after_it() {
        play(Step.text("a"), new Step.Stall(), Step.text("b"));
        advance(Duration.ofDays(1));

        assertThat(sent()).isEqualTo("a");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void a_close_comes_after_what_was_pending() {
        begin(false, Step.text("a"), new Step.Close(), Step.text("b"));

        assertThat(sent()).isEqualTo("a");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void whoever_hangs_up_says_no_goodbye_as_tls_would() {
        channel.pipeline().addFirst(new Goodbye());
        begin(false, Step.text("a"), new Step.HangUp());

        assertThat(sent()).isEqualTo("a");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void whoever_closes_says_goodbye() {
        channel.pipeline().addFirst(new Goodbye());
        begin(false, Step.text("a"), new Step.Close());

        assertThat(sent()).isEqualTo("agoodbye");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void what_is_found_out_meanwhile_is_played_in_its_place() {
        CompletableFuture<Script> found = new CompletableFuture<>();
        play(Step.text("a"), new Step.Later(() -> found), Step.text("d"));
        assertThat(sent()).isEqualTo("a");

        CompletableFuture<Script> more = new CompletableFuture<>();
        found.complete(Script.of(Step.text("b"), new Step.Later(() -> more)));
        assertThat(sent()).isEmpty(); // never inline
        runTasks();
        assertThat(sent()).isEqualTo("b");

        more.complete(Script.of(Step.text("c")));
        runTasks();
        assertThat(sent()).isEqualTo("cd");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void what_cannot_be_found_out_resets_the_connection() {
        play(new Step.Later(() -> CompletableFuture.failedFuture(new IllegalStateException())), Step.text("a"));
        runTasks();

        assertThat(sent()).isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void what_is_found_out_for_a_connection_that_has_gone_is_forgotten() {
        CompletableFuture<Script> found = new CompletableFuture<>();
        play(new Step.Later(() -> found));
        channel.close();
        channel.runPendingTasks();

        found.complete(Script.of(Step.text("late")));
        runTasks();

        assertThat(sent()).isEmpty();
    }

    @Test
    void room_is_waited_for_until_the_peer_takes_more() {
        channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(1, 8));
        channel.pipeline().addFirst(new Deaf());
        Stage stage = begin(false, Step.body("0123456789"), new Step.Room(), Step.body("more"));
        channel.pipeline().remove(Deaf.class);
        channel.flushOutbound();
        assertThat(sent()).isEqualTo("0123456789");

        stage.goOn();
        channel.flushOutbound();
        assertThat(sent()).isEqualTo("more");
    }

    @Test
    void a_connection_that_goes_takes_its_timer_along() {
        play(new Step.Wait(Duration.ofHours(1)), Step.text("late"));
        channel.close();
        channel.runPendingTasks();

        assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1); // none is left
    }

    private void play(Step... steps) {
        begin(false, steps);
        channel.flushOutbound();
    }

    private Stage begin(boolean bodiless, Step... steps) {
        channel.freezeTime();
        Stage stage = new Stage(Script.of(steps), bodiless);
        channel.pipeline().addLast(stage);
        return stage;
    }

    private void advance(Duration time) {
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
        channel.flushOutbound();
    }

    private void runTasks() {
        channel.runPendingTasks();
        if (channel.isOpen()) channel.flushOutbound();
    }

    private String sent() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            text.append(next.toString(StandardCharsets.US_ASCII));
            next.release();
        }
        return text.toString();
    }

    /** Ends a connection as TLS does. */
    private static final class Goodbye extends ChannelOutboundHandlerAdapter {
        @Override
        public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
            ctx.writeAndFlush(Step.bytes("goodbye"));
            ctx.close(promise);
        }
    }

    /** Lets nothing out, as a peer that does not read. */
    private static final class Deaf extends ChannelOutboundHandlerAdapter {
        @Override
        public void flush(ChannelHandlerContext ctx) {}
    }

    /** Gives a player a context. */
    private static final class Stage extends ChannelInboundHandlerAdapter {
        private final Script script;
        private final boolean bodiless;
        private @Nullable Player player;

        Stage(Script script, boolean bodiless) {
            this.script = script;
            this.bodiless = bodiless;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            Player started = new Player(new Http1Outlet(ctx), ctx.executor(), this::goOn);
            player = started;
            started.begin(script, bodiless);
            started.run();
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext ctx) {
            if (player != null) player.stop();
        }

        void goOn() {
            if (player != null) player.run();
        }
    }
}
