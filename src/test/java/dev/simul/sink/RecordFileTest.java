package dev.simul.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.simul.result.Extract;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@link RecordWriter} and the files it writes to. */
@Timeout(60)
class RecordFileTest {
    private static final Path FULL_DEVICE = Path.of("/dev/full");

    @TempDir
    Path folder;

    @Test
    void a_file_is_created() throws Exception {
        Path file = folder.resolve("out.csv");
        RecordWriter writer = RecordWriter.toFile(file, Form.CSV, Extract.NONE, List.of());
        writer.write(Records.full());
        writer.close();

        assertThat(Files.readString(file)).isEqualTo(Records.written(new Csv(Extract.NONE), Records.full()));
    }

    @Test
    void a_file_that_exists_is_emptied_first() throws Exception {
        Path file = Files.writeString(folder.resolve("out.jsonl"), "old\n".repeat(1000));
        RecordWriter.toFile(file, Form.JSONL, Extract.NONE, List.of()).close();

        assertThat(file).isEmptyFile();
    }

    @Test
    void a_crawl_without_records_still_has_a_header() throws Exception {
        Path file = folder.resolve("out.csv");
        RecordWriter.toFile(file, Form.CSV, Extract.NONE, List.of()).close();

        assertThat(Files.readString(file)).isEqualTo(Records.written(new Csv(Extract.NONE)));
    }

    @Test
    void a_text_file_has_no_colours() throws Exception {
        Path file = folder.resolve("out.txt");
        RecordWriter writer = RecordWriter.toFile(file, Form.TEXT, Extract.NONE, List.of());
        writer.write(Records.full());
        writer.close();

        assertThat(Files.readString(file)).doesNotContain("\u001B");
    }

    @Test
    void a_directory_is_refused() {
        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> RecordWriter.toFile(folder, Form.JSONL, Extract.NONE, List.of()))
                .withMessage("cannot write " + folder + ": is a directory");
    }

    @Test
    void a_missing_directory_is_named() {
        Path file = folder.resolve("missing/out.jsonl");
        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> RecordWriter.toFile(file, Form.JSONL, Extract.NONE, List.of()))
                .withMessage("cannot write " + file + ": there is no directory " + file.getParent());
    }

    @Test
    void a_file_in_a_file_is_refused_in_the_words_of_the_system() throws Exception {
        Path file = Files.createFile(folder.resolve("a")).resolve("b");
        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> RecordWriter.toFile(file, Form.JSONL, Extract.NONE, List.of()))
                .withMessage("cannot write " + file + ": Not a directory");
    }

    @Test
    void a_source_is_not_overwritten_under_any_of_its_names() throws Exception {
        Path source = Files.writeString(folder.resolve("urls.txt"), "http://a/\n");
        Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), source);
        Path hardLink = Files.createLink(folder.resolve("hard.jsonl"), source);

        for (Path file : List.of(source, link, hardLink, folder.resolve("./urls.txt"))) {
            assertThatExceptionOfType(SinkException.class)
                    .isThrownBy(() -> RecordWriter.toFile(
                            file, Form.JSONL, Extract.NONE, List.of(folder.resolve("gone"), source)))
                    .withMessage("cannot write " + file + ": it is read as a source");
        }
        assertThat(Files.readString(source)).isEqualTo("http://a/\n");
    }

    @Test
    void a_device_that_is_full_is_an_error_of_one_line() throws Exception {
        assumeTrue(Files.isWritable(FULL_DEVICE));
        RecordWriter writer = RecordWriter.toFile(FULL_DEVICE, Form.JSONL, Extract.NONE, List.of());
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
