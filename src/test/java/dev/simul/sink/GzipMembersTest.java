package dev.simul.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzipMembersTest {
    private static final Duration AGE = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private GzipMembers members(boolean fileIsEmpty) {
        return new GzipMembers(new Destination(Channels.newChannel(out), "out.gz", false), AGE, fileIsEmpty);
    }

    private String unzipped() throws IOException {
        return unzipped(out.toByteArray());
    }

    private static String unzipped(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Batch batch(String record) {
        Batch batch = new Batch();
        batch.bytes.text(record);
        batch.endRecord();
        return batch;
    }

    @Test
    void record_waits_for_others_until_the_interval_is_over() throws Exception {
        GzipMembers members = members(true);
        members.write(batch("first\n"));
        assertThat(members.attend(1_000)).isEqualTo(AGE.toNanos());
        assertThat(out.size()).isZero();

        members.write(batch("second\n"));
        assertThat(members.attend(1_000 + AGE.toNanos() - 1)).isEqualTo(1);
        assertThat(out.size()).isZero();

        assertThat(members.attend(1_000 + AGE.toNanos())).isEqualTo(Outlet.NEVER);
        assertThat(unzipped()).isEqualTo("first\nsecond\n");
    }

    @Test
    void members_end_when_they_are_large_enough() throws Exception {
        GzipMembers members = members(true);
        String record = "x".repeat(1023) + "\n";
        for (int i = 0; i < 255; i++) members.write(batch(record));
        assertThat(out.size()).isZero();

        members.write(batch(record));
        assertThat(unzipped()).isEqualTo(record.repeat(256));
    }

    @Test
    void what_waits_is_written_in_the_end() throws Exception {
        GzipMembers members = members(true);
        members.write(batch("first\n"));
        members.attend(1);
        members.attend(1 + AGE.toNanos());
        members.write(batch("second\n"));
        members.finish();
        members.close();

        assertThat(unzipped()).isEqualTo("first\nsecond\n");
    }

    @Test
    void file_without_records_is_gzip_all_the_same() throws Exception {
        GzipMembers members = members(true);
        members.finish();
        assertThat(unzipped()).isEmpty();
    }

    @Test
    void file_that_nothing_is_added_to_stays_as_it_was() throws Exception {
        members(false).finish();
        assertThat(out.size()).isZero();
    }

    @Test
    void full_disk_leaves_whole_members() throws Exception {
        byte[] noise = new byte[200];
        new Random(1).nextBytes(noise);
        String first = new String(noise, StandardCharsets.ISO_8859_1);
        int whole = written(Long.MAX_VALUE, first, "second\n").length;
        int ofFirst = written(Long.MAX_VALUE, first).length;
        for (int room = 0; room < whole; room++) {
            byte[] left = written(room, first, "second\n");
            assertThat(left).hasSize(room < ofFirst ? 0 : ofFirst);
            if (left.length > 0) assertThat(unzipped(left)).isEqualTo(first);
        }
    }

    /** What a disk with so much room has after each record was written as a member of its own. */
    private byte[] written(long room, String... records) throws IOException {
        Path path = folder.resolve("out.gz");
        try (FileChannel file = FileChannel.open(
                path, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            Destination disk = new Destination(new ScriptedChannel(file, room, 7), "out.gz", false);
            GzipMembers members = new GzipMembers(disk, AGE, true);
            try {
                for (int i = 0; i < records.length; i++) {
                    members.write(batch(records[i]));
                    members.attend(i * 2L * AGE.toNanos());
                    members.attend((i * 2L + 1) * AGE.toNanos());
                }
                members.finish();
            } catch (SinkException diskIsFull) {
                assertThat(room).isLessThan(Long.MAX_VALUE);
            } finally {
                members.close();
            }
        }
        return Files.readAllBytes(path);
    }

    @Test
    void failure_of_the_disk_is_told() {
        Destination disk = new Destination(
                Channels.newChannel(new java.io.OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("No space left on device");
                    }
                }),
                "out.gz",
                false);

        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> new GzipMembers(disk, AGE, true).finish())
                .withMessage("cannot write out.gz: No space left on device");
    }
}
