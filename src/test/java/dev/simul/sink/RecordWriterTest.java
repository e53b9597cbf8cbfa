package dev.simul.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.simul.result.CrawlRecord;
import dev.simul.result.Extract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class RecordWriterTest {
    private static final int FULL_AT = 1024;

    private final Semaphore resumed = new Semaphore(0);

    @ParameterizedTest
    @EnumSource(Form.class)
    void close_writes_all_records_in_the_form_that_was_asked_for(Form form) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RecordWriter writer = RecordWriter.toStream(out, "out", form, Extract.NONE, false);
        writer.write(Records.full());
        writer.write(Records.empty());
        writer.close();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(Records.written(form.open(false, Extract.NONE), Records.full(), Records.empty()));
    }

    @Test
    void records_keep_the_order_in_which_they_were_written() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RecordWriter writer = RecordWriter.toStream(out, "out", Form.JSONL, Extract.NONE, false);
        writer.onReady(resumed::release);
        for (int i = 0; i < 20_000; i++) {
            if (!writer.write(Records.numbered(i))) resumed.acquire();
        }
        writer.close();

        String sequences = lines(out).stream()
                .map(line -> line.replaceFirst(".*\"line\":(\\d+),.*", "$1"))
                .collect(Collectors.joining(" "));
        assertThat(sequences)
                .isEqualTo(IntStream.rangeClosed(1, 20_000)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void a_person_who_watches_sees_each_record_without_waiting_for_more() throws Exception {
        Semaphore seen = new Semaphore(0);
        RecordWriter writer = writer((bytes, offset, length) -> seen.release());
        for (int i = 0; i < 3; i++) {
            writer.write(Records.numbered(i));
            seen.acquire();
        }
        writer.close();
    }

    @Test
    void many_records_share_few_writes() throws Exception {
        Blockade blockade = new Blockade();
        RecordWriter writer = writer(blockade);
        writer.write(Records.numbered(0));
        blockade.reached.acquire();
        for (int i = 1; i <= 100; i++) writer.write(Records.numbered(i));
        blockade.lift();
        writer.close();

        assertThat(blockade.writes).hasSizeLessThan(10);
    }

    @Test
    void a_destination_that_blocks_makes_it_full_at_the_mark_and_ready_once_when_it_has_drained() throws Exception {
        Blockade blockade = new Blockade();
        RecordWriter writer = writer(blockade);
        writer.onReady(resumed::release);
        writer.write(Records.numbered(0));
        blockade.reached.acquire();

        for (int i = 1; i < FULL_AT - 1; i++)
            assertThat(writer.write(Records.numbered(i))).isTrue();
        for (int i = 0; i < 10; i++)
            assertThat(writer.write(Records.numbered(i))).isFalse();
        assertThat(resumed.availablePermits()).isZero();

        blockade.lift();
        resumed.acquire();
        writer.close();

        assertThat(resumed.availablePermits()).isZero();
        assertThat(String.join("", blockade.writes).lines()).hasSize(FULL_AT + 9);
    }

    @Test
    void it_stays_full_until_half_of_it_is_written() throws Exception {
        Semaphore reached = new Semaphore(0);
        Semaphore allowed = new Semaphore(0);
        RecordWriter writer = writer((bytes, offset, length) -> {
            reached.release();
            allowed.acquireUninterruptibly();
        });
        writer.onReady(resumed::release);
        writer.write(Records.numbered(0));
        reached.acquire();
        int queued = 1;
        while (writer.write(Records.numbered(queued))) queued++;
        assertThat(++queued).isEqualTo(FULL_AT);

        allowed.release(); // the first record alone
        reached.acquire(); // and the next 64 KiB are on their way: about 150 records
        assertThat(writer.write(Records.numbered(queued))).isFalse();
        assertThat(resumed.availablePermits()).isZero();

        allowed.release(Integer.MAX_VALUE / 2);
        resumed.acquire();
        writer.close();
    }

    @Test
    void records_with_very_long_titles_fill_it_sooner() throws Exception {
        Blockade blockade = new Blockade();
        RecordWriter writer = writer(blockade);
        CrawlRecord large = Records.titled("x".repeat(1_000_000));
        int taken = 1;
        while (writer.write(large)) taken++;
        blockade.lift();
        writer.close();

        assertThat(taken).isLessThan(10);
        assertThat(String.join("", blockade.writes).lines()).hasSize(taken);
    }

    @Test
    void a_failure_is_told_at_once_and_thrown_by_close() throws Exception {
        List<SinkException> told = Collections.synchronizedList(new ArrayList<>());
        Semaphore failed = new Semaphore(0);
        RecordWriter writer = writer((bytes, offset, length) -> {
            throw new IOException("No space left on device");
        });
        writer.onFailure(failure -> {
            told.add(failure);
            failed.release();
        });
        writer.write(Records.numbered(0));
        failed.acquire();

        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(writer::close)
                .withMessage("cannot write out.jsonl: No space left on device")
                .isSameAs(told.getFirst());
        assertThatCode(writer::close).as("only the first close throws").doesNotThrowAnyException();
        assertThat(told).hasSize(1);
    }

    @Test
    void a_listener_that_comes_late_is_told_too() throws Exception {
        RecordWriter writer = writer((bytes, offset, length) -> {
            throw new IOException("Broken pipe");
        });
        writer.write(Records.numbered(0));
        assertThatExceptionOfType(SinkException.class).isThrownBy(writer::close).matches(SinkException::readerGone);

        List<SinkException> told = new ArrayList<>();
        writer.onFailure(told::add);

        assertThat(told).hasSize(1);
    }

    @Test
    void after_a_failure_nobody_waits_for_room() throws Exception {
        Blockade blockade = new Blockade();
        blockade.then = new IOException("Input/output error");
        RecordWriter writer = writer(blockade);
        writer.onReady(resumed::release);
        writer.onFailure(failure -> {
            throw new RejectedExecutionException("the loop has ended");
        });
        writer.write(Records.numbered(0));
        blockade.reached.acquire();
        int i = 1;
        while (writer.write(Records.numbered(i))) i++;

        blockade.lift();
        resumed.acquire();

        for (int j = 0; j < 2 * FULL_AT; j++)
            assertThat(writer.write(Records.numbered(j))).isTrue();
        assertThatExceptionOfType(SinkException.class).isThrownBy(writer::close);
        assertThat(blockade.writes).isEmpty();
    }

    @Test
    void a_defect_in_a_form_is_a_failure_and_what_was_written_before_stays_whole() throws Exception {
        RecordForm defective = new RecordForm() {
            @Override
            public void begin(Utf8Buffer out) {}

            @Override
            public void append(CrawlRecord record, Utf8Buffer out) {
                out.ascii("half a rec");
                throw new IllegalStateException("defect");
            }
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RecordWriter writer = RecordWriter.start(destination(out), defective);
        writer.write(Records.full());

        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(writer::close)
                .withMessage("cannot write out.jsonl: a defect of simul: java.lang.IllegalStateException: defect");
        assertThat(out.size()).isZero();
    }

    @Test
    void a_record_after_close_is_a_defect_and_not_lost_in_silence() throws Exception {
        RecordWriter writer =
                RecordWriter.toStream(new ByteArrayOutputStream(), "out", Form.JSONL, Extract.NONE, false);
        writer.close();

        assertThatIllegalStateException().isThrownBy(() -> writer.write(Records.full()));
    }

    @Test
    void an_interrupt_does_not_make_close_lose_records() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RecordWriter writer = RecordWriter.start(destination(out), new JsonLines());
        writer.write(Records.full());
        Thread.currentThread().interrupt();
        writer.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(lines(out)).hasSize(1);
    }

    private static List<String> lines(ByteArrayOutputStream out) {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static Destination destination(OutputStream out) {
        return new Destination(Channels.newChannel(out), "out.jsonl", false);
    }

    private static RecordWriter writer(Writes writes) {
        return RecordWriter.toStream(new ScriptedOutput(writes), "out.jsonl", Form.JSONL, Extract.NONE, false);
    }

    /** What a write does. */
    private interface Writes {
        void write(byte[] bytes, int offset, int length) throws IOException;
    }

    private static final class ScriptedOutput extends OutputStream {
        private final Writes writes;

        ScriptedOutput(Writes writes) {
            this.writes = writes;
        }

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            writes.write(bytes, offset, length);
        }
    }

    /** Blocks every write until it is lifted. */
    private static final class Blockade implements Writes {
        final Semaphore reached = new Semaphore(0);
        final List<String> writes = new ArrayList<>();
        volatile @Nullable IOException then;
        private final Semaphore lifted = new Semaphore(0);

        void lift() {
            lifted.release(Integer.MAX_VALUE / 2);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            reached.release();
            lifted.acquireUninterruptibly();
            IOException failure = then;
            if (failure != null) throw failure;
            writes.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
        }
    }
}
