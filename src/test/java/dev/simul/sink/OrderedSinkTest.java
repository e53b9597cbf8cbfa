package dev.simul.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.simul.result.CrawlRecord;
import dev.simul.result.Page;
import dev.simul.result.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OrderedSinkTest {
    private final RecordingSink next = new RecordingSink();
    private final AtomicInteger resumed = new AtomicInteger();

    @Test
    void records_come_out_in_the_order_of_the_input() {
        OrderedSink sink = ordered(10);
        write(sink, 2, 0, 3, 1, 4);

        assertThat(next.sequences).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void a_record_goes_out_as_soon_as_all_before_it_have() {
        OrderedSink sink = ordered(10);
        write(sink, 0);
        assertThat(next.sequences).containsExactly(0L);
        write(sink, 2);
        assertThat(next.sequences).containsExactly(0L);
        write(sink, 1);
        assertThat(next.sequences).containsExactly(0L, 1L, 2L);
    }

    @Test
    void any_order_of_completion_becomes_the_order_of_the_input_in_bounded_memory() {
        int inFlightMost = 16;
        int window = 8;
        int count = 5_000;
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            RecordingSink next = new RecordingSink();
            boolean[] mayPull = {true};
            OrderedSink sink = new OrderedSink(next, window);
            sink.onReady(() -> mayPull[0] = true);
            List<Long> inFlight = new ArrayList<>();
            long pulled = 0;
            while (pulled < count || !inFlight.isEmpty()) {
                while (mayPull[0] && inFlight.size() < inFlightMost && pulled < count) inFlight.add(pulled++);
                if (inFlight.isEmpty()) { // only the next one can hold it up now
                    next.full = false;
                    next.resume.run();
                    assertThat(mayPull[0]).isTrue();
                    continue;
                }
                // The oldest is slow: that is what makes a gap.
                int finished = random.nextInt(100) == 0 ? 0 : random.nextInt(inFlight.size());
                mayPull[0] = sink.write(Records.numbered(inFlight.remove(finished)));
                next.full = random.nextInt(10) == 0;
                if (!next.full) next.resume.run();
                assertThat(pulled - inFlight.size() - next.sequences.size()).isLessThanOrEqualTo(window + inFlightMost);
            }
            assertThat(next.sequences)
                    .isEqualTo(LongStream.range(0, count).boxed().toList());
        }
    }

    @Test
    void it_is_full_while_as_many_wait_as_the_window_has() {
        OrderedSink sink = ordered(3);
        assertThat(write(sink, 1)).isTrue();
        assertThat(write(sink, 2)).isTrue();
        assertThat(write(sink, 3)).isFalse();
        assertThat(write(sink, 5)).isFalse();
        assertThat(resumed).hasValue(0);

        assertThat(write(sink, 0)).isTrue();

        assertThat(resumed).hasValue(1);
        assertThat(next.sequences).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void a_record_with_very_long_texts_counts_as_several() {
        OrderedSink sink = ordered(10);
        CrawlRecord large = new CrawlRecord(
                new Target(1, Records.URL, 1),
                Records.full().answer(),
                new Page("x".repeat(40_000), null, null, 0, 0),
                Records.full().effort(),
                null);

        assertThat(sink.write(large)).isFalse();
        assertThat(write(sink, 0)).isTrue();
    }

    @Test
    void it_is_full_while_the_next_one_is() {
        OrderedSink sink = ordered(10);
        next.full = true;
        assertThat(write(sink, 0)).isFalse();
        assertThat(write(sink, 2)).isFalse();

        next.full = false;
        next.resume.run();

        assertThat(resumed).hasValue(1);
        assertThat(write(sink, 1)).isTrue();
        assertThat(resumed).hasValue(1);
    }

    @Test
    void room_in_the_next_one_is_no_room_while_the_window_is_full() {
        OrderedSink sink = ordered(2);
        next.full = true;
        assertThat(write(sink, 0)).isFalse();
        assertThat(write(sink, 2)).isFalse();
        assertThat(write(sink, 3)).isFalse();

        next.full = false;
        next.resume.run();
        assertThat(resumed).hasValue(0);

        assertThat(write(sink, 1)).isTrue();
        assertThat(resumed).hasValue(1);
    }

    @Test
    void a_next_one_that_has_room_again_before_it_answered_does_not_keep_it_shut() {
        RecordSink hasty = new RecordSink() {
            private Runnable resume = () -> {};

            @Override
            public boolean write(CrawlRecord record) {
                resume.run(); // as the writer's thread may, between the decision and the answer
                return false;
            }

            @Override
            public void onReady(Runnable resume) {
                this.resume = resume;
            }

            @Override
            public void onFailure(Consumer<SinkException> listener) {}

            @Override
            public void close() {}
        };
        OrderedSink sink = new OrderedSink(hasty, 10);

        assertThat(sink.write(Records.numbered(0))).isTrue();
    }

    @Test
    void close_writes_what_still_waits_in_order() throws Exception {
        OrderedSink sink = ordered(10);
        write(sink, 5, 0, 9, 2, 3);

        sink.close();

        assertThat(next.sequences).containsExactly(0L, 2L, 3L, 5L, 9L);
        assertThat(next.closed).isTrue();
    }

    @Test
    void a_second_record_for_the_same_line_is_a_defect() {
        OrderedSink sink = ordered(10);
        write(sink, 0, 2);

        assertThatIllegalStateException().isThrownBy(() -> write(sink, 0)).withMessageContaining("sequence number 0");
        assertThatIllegalStateException().isThrownBy(() -> write(sink, 2)).withMessageContaining("sequence number 2");
    }

    @Test
    void a_window_has_at_least_one_place() {
        assertThatIllegalArgumentException().isThrownBy(() -> new OrderedSink(next, 0));
    }

    @Test
    void failures_of_the_next_one_are_told_to_the_listener() {
        Consumer<SinkException> listener = failure -> {};
        ordered(10).onFailure(listener);

        assertThat(next.listener).isSameAs(listener);
    }

    private OrderedSink ordered(int window) {
        OrderedSink sink = new OrderedSink(next, window);
        sink.onReady(resumed::incrementAndGet);
        return sink;
    }

    /** What the last write answered. */
    private static boolean write(RecordSink sink, long... sequences) {
        boolean room = true;
        for (long sequence : sequences) room = sink.write(Records.numbered(sequence));
        return room;
    }
}
