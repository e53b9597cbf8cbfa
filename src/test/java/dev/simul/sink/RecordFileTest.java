package dev.simul.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.simul.result.Extract;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@link RecordWriter} and the files it writes to. */
@Timeout(60)
class RecordFileTest {
    private static final Path FULL_DEVICE = Path.of("/dev/full");

    @TempDir
    Path folder;

    private static RecordWriter writer(Path file, Form form, Path... sources) throws SinkException {
        return RecordWriter.toFile(new OutputFile(file, form, List.of(sources), Duration.ZERO, 0), Extract.NONE);
    }

    @Test
    void a_file_is_created() throws Exception {
        Path file = folder.resolve("out.csv");
        RecordWriter writer = writer(file, Form.CSV);
        writer.write(Records.full());
        writer.close();

        assertThat(Files.readString(file)).isEqualTo(Records.written(new Csv(Extract.NONE), Records.full()));
    }

    @Test
    void a_file_that_exists_is_emptied_first() throws Exception {
        Path file = Files.writeString(folder.resolve("out.jsonl"), "old\n".repeat(1000));
        writer(file, Form.JSONL).close();

        assertThat(file).isEmptyFile();
    }

    @Test
    void a_crawl_without_records_still_has_a_header() throws Exception {
        Path file = folder.resolve("out.csv");
        writer(file, Form.CSV).close();

        assertThat(Files.readString(file)).isEqualTo(Records.written(new Csv(Extract.NONE)));
    }

    @Test
    void a_text_file_has_no_colours() throws Exception {
        Path file = folder.resolve("out.txt");
        RecordWriter writer = writer(file, Form.TEXT);
        writer.write(Records.full());
        writer.close();

        assertThat(Files.readString(file)).doesNotContain("\u001B");
    }

    @Test
    void what_is_kept_of_a_file_stays_and_gets_no_second_header() throws Exception {
        String whole = Records.written(new Csv(Extract.NONE), Records.full());
        Path file = Files.writeString(folder.resolve("out.csv"), whole + "torn");
        OutputFile kept = new OutputFile(file, Form.CSV, List.of(), Duration.ZERO, whole.length());
        RecordWriter writer = RecordWriter.toFile(kept, Extract.NONE);
        writer.write(Records.empty());
        writer.close();

        assertThat(Files.readString(file))
                .isEqualTo(Records.written(new Csv(Extract.NONE), Records.full(), Records.empty()));
    }

    @Test
    void a_file_that_has_become_shorter_is_not_filled_up_with_zeros() throws Exception {
        Path file = Files.writeString(folder.resolve("out.jsonl"), "12345");
        OutputFile kept = new OutputFile(file, Form.JSONL, List.of(), Duration.ZERO, 6);

        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> RecordWriter.toFile(kept, Extract.NONE))
                .withMessage("cannot write " + file + ": it has become shorter meanwhile");
        assertThat(Files.readString(file)).isEqualTo("12345");
    }

    @Test
    void a_file_is_written_to_by_one_at_a_time() throws Exception {
        Path file = folder.resolve("out.jsonl");
        RecordWriter first = writer(file, Form.JSONL);
        first.write(Records.full());

        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> writer(file, Form.JSONL))
                .withMessage("cannot write " + file + ": it is being written to");

        first.close();
        assertThat(Files.readString(file)).isEqualTo(Records.written(new JsonLines(), Records.full()));
        writer(file, Form.JSONL).close();
        assertThat(file).isEmptyFile();
    }

    @Test
    void a_file_that_is_called_gz_is_gzip() throws Exception {
        Path file = folder.resolve("out.csv.gz");
        RecordWriter writer = writer(file, Form.CSV);
        writer.write(Records.full());
        writer.close();

        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(Records.written(new Csv(Extract.NONE), Records.full()));
        }
    }

    @Test
    void a_directory_is_refused() {
        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> writer(folder, Form.JSONL))
                .withMessage("cannot write " + folder + ": is a directory");
    }

    @Test
    void a_missing_directory_is_named() {
        Path file = folder.resolve("missing/out.jsonl");
        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> writer(file, Form.JSONL))
                .withMessage("cannot write " + file + ": there is no directory " + file.getParent());
    }

    @Test
    void a_file_in_a_file_is_refused_in_the_words_of_the_system() throws Exception {
        Path file = Files.createFile(folder.resolve("a")).resolve("b");
        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> writer(file, Form.JSONL))
                .withMessage("cannot write " + file + ": Not a directory");
    }

    @Test
    void a_source_is_not_overwritten_under_any_of_its_names() throws Exception {
        Path source = Files.writeString(folder.resolve("urls.txt"), "http://a/\n");
        Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), source);
        Path hardLink = Files.createLink(folder.resolve("hard.jsonl"), source);

        for (Path file : List.of(source, link, hardLink, folder.resolve("./urls.txt"))) {
            assertThatExceptionOfType(SinkException.class)
                    .isThrownBy(() -> writer(file, Form.JSONL, folder.resolve("gone"), source))
                    .withMessage("cannot write " + file + ": it is read as a source");
        }
        assertThat(Files.readString(source)).isEqualTo("http://a/\n");
    }

    @Test
    void a_device_that_is_full_is_an_error_of_one_line() throws Exception {
        assumeTrue(Files.isWritable(FULL_DEVICE));
        RecordWriter writer = writer(FULL_DEVICE, Form.JSONL);
        writer.write(Records.full());

        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(writer::close)
                .withMessageStartingWith("cannot write /dev/full: ")
                .withMessageNotContaining("\n")
                .matches(failure -> !failure.readerGone());
    }

    @Test
    void standard_output_that_goes_to_a_file_is_left_open() throws Exception {
        Path file = folder.resolve("stdout");
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            RecordWriter writer = RecordWriter.toStream(out, "standard output", Form.TEXT, Extract.NONE, true);
            writer.write(Records.full());
            writer.close();
            out.write('.');
        }
        assertThat(Files.readString(file)).isEqualTo(Records.written(new TextLines(true), Records.full()) + ".");
    }
}
