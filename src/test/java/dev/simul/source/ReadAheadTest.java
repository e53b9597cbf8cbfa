package dev.simul.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the reader's thread and the loop get along: neither waits for the other longer than it must. */
@Timeout(60)
class ReadAheadTest {
    private static final List<SourceSpec> STANDARD_INPUT = List.of(new SourceSpec.StandardInput());

    @Test
    void a_line_of_a_slow_producer_arrives_while_the_pipe_stays_open() throws Exception {
        try (PipedOutputStream producer = new PipedOutputStream();
                UrlSource source = UrlSource.open(STANDARD_INPUT, new PipedInputStream(producer))) {
            SourceDrain drain = new SourceDrain(source);
            assertThat(source.poll()).isEqualTo(SourcePoll.Signal.EMPTY);
            for (int i = 1; i <= 3; i++) {
                for (byte b : ("http://" + i + "/\r\n").getBytes(StandardCharsets.US_ASCII)) {
                    producer.write(b);
                    producer.flush();
                }
                assertThat(drain.next()).isEqualTo(new SourceLine(i - 1, "http://" + i + "/", i, null));
            }
        }
    }

    @Test
    void empty_polls_are_answered_by_one_wake_and_lines_that_nobody_missed_by_none() throws Exception {
        PipedOutputStream producer = new PipedOutputStream();
        try (UrlSource source = UrlSource.open(STANDARD_INPUT, new PipedInputStream(producer))) {
            SourceDrain drain = new SourceDrain(source);
            assertThat(source.poll()).isEqualTo(SourcePoll.Signal.EMPTY);
            assertThat(source.poll()).isEqualTo(SourcePoll.Signal.EMPTY);
            producer.write("a\n".getBytes(StandardCharsets.US_ASCII));
            producer.flush();
            drain.awaitWake();
            producer.write("b\n".getBytes(StandardCharsets.US_ASCII));
            producer.close();
            source.thread().join();

            assertThat(drain.wakesSoFar()).isZero();
            assertThat(drain.all()).extracting(SourceLine::text).containsExactly("a", "b");
            assertThat(drain.wakesSoFar()).isZero();
        }
    }

    @Test
    void a_wake_that_is_set_late_is_not_lost() throws Exception {
        Semaphore produced = new Semaphore(0);
        InputStream waits = new ScriptedInput(() -> {
            produced.acquireUninterruptibly();
            return -1;
        });
        try (UrlSource source = UrlSource.open(STANDARD_INPUT, waits)) {
            assertThat(source.poll()).isEqualTo(SourcePoll.Signal.EMPTY);
            produced.release();
            source.thread().join();

            assertThat(new SourceDrain(source).wakesSoFar()).isOne();
            assertThat(source.poll()).isEqualTo(SourcePoll.Signal.END);
        }
    }

    @Test
    void a_million_lines_pass_and_never_more_than_a_bounded_part_is_held() throws Exception {
        GeneratedLines generated = new GeneratedLines(1_000_000);
        try (UrlSource source = UrlSource.open(STANDARD_INPUT, generated)) {
            SourceDrain drain = new SourceDrain(source);
            long lines = 0;
            long mostAhead = 0;
            while (drain.next() instanceof SourceLine line) {
                mostAhead = Math.max(mostAhead, generated.lines.get() - lines);
                assertThat(line.sequence()).isEqualTo(lines);
                lines++;
            }
            assertThat(lines).isEqualTo(1_000_000);
            // The room, the batch in either hand, and the chunk that was read last.
            assertThat(mostAhead).isLessThanOrEqualTo(1024 + 2 * 128 + 64 * 1024 / GeneratedLines.LINE.length);
        }
    }

    @Test
    void what_is_read_ahead_is_bounded_in_characters_too() throws Exception {
        LineBatch batch = new LineBatch();
        batch.add(new SourceLine(0, "x".repeat(LineSplitter.MAX_LINE_BYTES), 1, null));
        assertThat(batch.isFull()).isTrue();
        Handover handover = new Handover();
        for (int i = 0; i < 4; i++) handover.offer(batch);

        Thread fifth = new Thread(() -> {
            try {
                handover.offer(batch);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        fifth.start();
        while (fifth.getState() != Thread.State.WAITING) Thread.onSpinWait();

        assertThat(handover.take()).isSameAs(batch);
        assertThat(fifth.isAlive()).isTrue();
        handover.release(batch);
        fifth.join();
    }

    @Test
    void close_ends_a_reader_that_waits_for_room() throws Exception {
        UrlSource source = UrlSource.open(STANDARD_INPUT, new GeneratedLines(Long.MAX_VALUE));
        new SourceDrain(source).next();
        source.close();
        source.thread().join();

        assertThat(source.poll()).isEqualTo(SourcePoll.Signal.END);
        assertThat(source.failure()).isNull();
    }

    @Test
    void close_wakes_a_loop_that_waits_while_the_reader_is_stuck_in_standard_input() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        Semaphore never = new Semaphore(0);
        InputStream terminal = new ScriptedInput(() -> {
            reading.countDown();
            never.acquireUninterruptibly(); // as a read of a terminal does not hear of an interrupt
            return -1;
        });
        UrlSource source = UrlSource.open(STANDARD_INPUT, terminal);
        SourceDrain drain = new SourceDrain(source);
        reading.await();
        assertThat(source.poll()).isEqualTo(SourcePoll.Signal.EMPTY);

        source.close();
        source.close();

        assertThat(drain.wakesSoFar()).isOne();
        assertThat(source.poll()).isEqualTo(SourcePoll.Signal.END);
        assertThat(source.thread().isDaemon()).isTrue();
        never.release();
        source.thread().join();
        assertThat(source.failure()).isNull();
    }

    @Test
    void close_ends_a_reader_whose_read_can_be_interrupted() throws Exception {
        try (PipedOutputStream producer = new PipedOutputStream()) {
            UrlSource source = UrlSource.open(STANDARD_INPUT, new PipedInputStream(producer));
            source.close();
            source.thread().join();

            assertThat(source.failure()).isNull();
        }
    }

    /** As many equal lines as wanted, made while they are read. */
    private static final class GeneratedLines extends InputStream {
        static final byte[] LINE = "https://example.com/page\n".getBytes(StandardCharsets.US_ASCII);

        final AtomicLong lines = new AtomicLong();
        private final long max;

        GeneratedLines(long max) {
            this.max = max;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int count = (int) Math.min(length / LINE.length, max - lines.get());
            for (int i = 0; i < count; i++) System.arraycopy(LINE, 0, buffer, offset + i * LINE.length, LINE.length);
            lines.addAndGet(count);
            return count == 0 ? -1 : count * LINE.length;
        }

        @Override
        public int available() {
            return Integer.MAX_VALUE;
        }
    }
}
