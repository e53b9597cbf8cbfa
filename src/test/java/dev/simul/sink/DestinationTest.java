package dev.simul.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DestinationTest {
    private static final String RECORDS = "first\nsecond\n\nfourth, and the last\n";

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void choosePath() {
        path = folder.resolve("out");
    }

    @Test
    void a_write_that_fails_at_any_byte_leaves_whole_records() throws Exception {
        for (int room = 0; room < RECORDS.length(); room++) {
            for (int mostAtOnce : new int[] {1, 3, 1000}) {
                try (FileChannel file = truncated(path)) {
                    Destination destination =
                            new Destination(new ScriptedChannel(file, room, mostAtOnce), "out.jsonl", true);

                    assertThatExceptionOfType(SinkException.class)
                            .isThrownBy(() -> destination.write(batch(RECORDS)))
                            .withMessage("cannot write out.jsonl: No space left on device")
                            .matches(failure -> !failure.readerGone());

                    String whole = RECORDS.substring(0, RECORDS.lastIndexOf('\n', room - 1) + 1);
                    assertThat(Files.readString(path))
                            .as("room for %d bytes", room)
                            .isEqualTo(whole);
                }
            }
        }
    }

    @Test
    void a_failure_in_a_later_batch_keeps_the_earlier_ones() throws Exception {
        try (FileChannel file = truncated(path)) {
            Destination destination = new Destination(new ScriptedChannel(file, 10, 4), "out", true);
            destination.write(batch("a\nb\n"));

            assertThatExceptionOfType(SinkException.class).isThrownBy(() -> destination.write(batch("cc\ndddd\n")));

            assertThat(Files.readString(path)).isEqualTo("a\nb\ncc\n");
        }
    }

    @Test
    void what_was_in_a_file_before_it_was_appended_to_is_never_cut() throws Exception {
        Files.writeString(path, "kept\n");
        for (int room = 0; room < 5; room++) {
            try (FileOutputStream shell = new FileOutputStream(path.toFile(), true);
                    FileChannel appending = shell.getChannel()) {
                Destination destination = new Destination(new ScriptedChannel(appending, room, 2), "out", false);

                assertThatExceptionOfType(SinkException.class).isThrownBy(() -> destination.write(batch("torn\n")));

                assertThat(Files.readString(path)).isEqualTo("kept\n");
            }
        }
    }

    @Test
    void a_file_that_somebody_else_writes_to_is_not_cut() throws Exception {
        Files.writeString(path, "0123456789");
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            Destination destination = new Destination(new ScriptedChannel(file, 2, 2), "out", false);

            assertThatExceptionOfType(SinkException.class).isThrownBy(() -> destination.write(batch("torn\n")));

            assertThat(Files.readString(path)).isEqualTo("to23456789");
        }
    }

    @Test
    void a_channel_that_takes_nothing_for_a_while_gets_all_in_the_end() throws Exception {
        try (FileChannel file = truncated(path)) {
            ScriptedChannel channel = new ScriptedChannel(file, 1000, 10).takingNothingAtFirst();
            new Destination(channel, "out", false).write(batch(RECORDS));
        }
        assertThat(Files.readString(path)).isEqualTo(RECORDS);
    }

    @Test
    void a_pipe_whose_reader_went_away_is_told_apart() throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SinkChannel sink = pipe.sink()) {
            pipe.source().close();

            assertThatExceptionOfType(SinkException.class)
                    .isThrownBy(() -> new Destination(sink, "standard output", false).write(batch(RECORDS)))
                    .withMessageStartingWith("cannot write standard output: ")
                    .matches(SinkException::readerGone);
        }
    }

    @Test
    void a_broken_pipe_in_english_is_recognised_anywhere() {
        assertThat(new SinkException("x", new IOException("Broken pipe")).readerGone())
                .isTrue();
        assertThat(new SinkException("x", new IOException("Input/output error")).readerGone())
                .isFalse();
        assertThat(new SinkException("x", new IOException()).readerGone()).isFalse();
    }

    @Test
    void what_is_written_is_due_for_the_disk_an_interval_later_and_then_once() throws Exception {
        try (FileChannel file = truncated(path)) {
            Destination destination = new Destination(file, "out", false, Duration.ofNanos(100));
            assertThat(destination.attend(1_000)).isEqualTo(Outlet.NEVER);

            destination.write(batch(RECORDS));
            assertThat(destination.attend(2_000)).isEqualTo(100);
            destination.write(batch(RECORDS));
            assertThat(destination.attend(2_099)).isEqualTo(1);
            assertThat(destination.attend(2_100)).isEqualTo(Outlet.NEVER);

            destination.write(batch(RECORDS));
            assertThat(destination.attend(2_150)).isEqualTo(100);
        }
    }

    @Test
    void a_disk_that_cannot_be_forced_is_a_failure_when_it_is_due_and_in_the_end() throws Exception {
        FileChannel file = truncated(path);
        Destination destination = new Destination(file, "out", false, Duration.ofNanos(100));
        Destination careless = new Destination(file, "out", false, Duration.ZERO);
        destination.write(batch(RECORDS));
        careless.write(batch(RECORDS));
        file.close();

        destination.attend(1);
        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> destination.attend(101))
                .withMessage("cannot write out: ClosedChannelException");
        assertThatExceptionOfType(SinkException.class).isThrownBy(destination::finish);
        assertThat(careless.attend(1_000)).isEqualTo(Outlet.NEVER);
        careless.finish();
    }

    @Test
    void a_batch_larger_than_one_write_is_written_whole() throws Exception {
        String large = "x".repeat(3_000_000) + "\n";
        try (FileChannel file = truncated(path)) {
            new Destination(file, "out", false).write(batch(large));
        }
        assertThat(Files.readString(path)).isEqualTo(large);
    }

    @Test
    void only_an_owned_channel_is_closed_and_its_failure_counts() throws Exception {
        WritableByteChannel failsToClose = new WritableByteChannel() {
            @Override
            public int write(ByteBuffer bytes) {
                throw new AssertionError("nothing to write");
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() throws IOException {
                throw new IOException("Disk quota exceeded");
            }
        };

        new Destination(failsToClose, "out", false).close();

        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> new Destination(failsToClose, "out", true).close())
                .withMessage("cannot write out: Disk quota exceeded");
    }

    private static FileChannel truncated(Path path) throws IOException {
        return FileChannel.open(
                path, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Each line is a record. */
    private static Batch batch(String lines) {
        Batch batch = new Batch();
        lines.lines().forEach(line -> {
            batch.bytes.ascii(line).put('\n');
            batch.endRecord();
        });
        return batch;
    }
}
