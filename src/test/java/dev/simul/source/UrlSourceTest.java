package dev.simul.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UrlSourceTest {
    private static final SourceSpec STANDARD_INPUT = new SourceSpec.StandardInput();

    @TempDir
    Path folder;

    @Test
    void sources_are_read_in_order_under_one_sequence_and_each_counts_its_own_lines() throws Exception {
        List<SourceSpec> sources = List.of(
                file("one.txt", "# one\nhttp://a/\nhttp://b/"),
                new SourceSpec.GivenUrl(" https://c/ "),
                STANDARD_INPUT,
                file("empty.txt", ""),
                file("two.txt", "\n\u00E9\n"));

        assertThat(read(sources, stream("http://d/\n")))
                .containsExactly(
                        new SourceLine(0, "http://a/", 2, null),
                        new SourceLine(1, "http://b/", 3, null),
                        new SourceLine(2, "https://c/", SourceLine.NO_LINE, null),
                        new SourceLine(3, "http://d/", 1, null),
                        new SourceLine(4, "\u00E9", 2, null));
    }

    @Test
    void a_bom_is_dropped_at_the_start_of_each_source() throws Exception {
        assertThat(read(List.of(file("one.txt", "\uFEFFa"), file("two.txt", "\uFEFFb")), stream("")))
                .extracting(SourceLine::text)
                .containsExactly("a", "b");
    }

    @Test
    void a_line_that_cannot_be_a_url_has_its_place_in_the_sequence() throws Exception {
        Path path = folder.resolve("bad.txt");
        Files.write(path, new byte[] {'a', '\n', (byte) 0xFF, '\n', 'b'});

        assertThat(read(List.of(new SourceSpec.File(path)), stream("")))
                .containsExactly(
                        new SourceLine(0, "a", 1, null),
                        new SourceLine(1, "\uFFFD", 2, "not UTF-8 at byte 1 of the line"),
                        new SourceLine(2, "b", 3, null));
    }

    @Test
    void a_line_that_is_not_wanted_has_no_place_in_the_sequence_but_keeps_its_number() throws Exception {
        List<SourceSpec> sources = List.of(file("one.txt", "a\n\nb\nc"), new SourceSpec.GivenUrl("http://d/"));
        LineFilter filter = (text, line) -> !text.equals("b") && line != SourceLine.NO_LINE;

        try (UrlSource source = UrlSource.open(sources, stream(""), filter)) {
            assertThat(new SourceDrain(source).all())
                    .containsExactly(new SourceLine(0, "a", 1, null), new SourceLine(1, "c", 4, null));
        }
    }

    @Test
    void a_line_is_judged_once_before_it_is_asked_whether_it_is_wanted() throws Exception {
        List<SourceSpec> sources = List.of(file("one.txt", "a\na\nb\na"));
        LineFilter filter = new LineFilter() {
            private final Set<String> seen = new HashSet<>();

            @Override
            public boolean isWanted(String text, long line) {
                return line != 1 && seen.contains(text);
            }

            @Override
            public boolean isRepeated(String text) {
                return !seen.add(text);
            }
        };

        try (UrlSource source = UrlSource.open(sources, stream(""), filter)) {
            assertThat(new SourceDrain(source).all())
                    .containsExactly(
                            new SourceLine(0, "a", 2, true, null, null),
                            new SourceLine(1, "b", 3, false, null, null),
                            new SourceLine(2, "a", 4, true, null, null));
        }
    }

    @Test
    void the_end_is_the_end_for_ever_and_without_a_failure() throws Exception {
        try (UrlSource source = UrlSource.open(List.of(), stream(""))) {
            SourceDrain drain = new SourceDrain(source);
            assertThat(drain.next()).isEqualTo(SourcePoll.Signal.END);
            assertThat(drain.next()).isEqualTo(SourcePoll.Signal.END);
            assertThat(source.failure()).isNull();
        }
    }

    @Test
    void a_file_that_does_not_exist_is_refused_before_anything_is_read() throws Exception {
        InputStream untouched = new ScriptedInput(() -> {
            throw new AssertionError("read");
        });
        Path missing = folder.resolve("missing.txt");

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> UrlSource.open(List.of(STANDARD_INPUT, new SourceSpec.File(missing)), untouched))
                .withMessage("cannot read " + missing + ": no such file");
    }

    @Test
    void a_directory_is_refused() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> UrlSource.open(List.of(new SourceSpec.File(folder)), stream("")))
                .withMessage("cannot read " + folder + ": is a directory");
    }

    @Test
    void a_file_without_permission_is_refused() throws Exception {
        SourceSpec.File file = file("secret.txt", "a");
        assumeTrue(file.path().toFile().setReadable(false));
        assumeFalse(Files.isReadable(file.path()), "root reads everything");

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> UrlSource.open(List.of(file), stream("")))
                .withMessage("cannot read " + file.path() + ": permission denied");
    }

    @Test
    void standard_input_can_be_given_once() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> UrlSource.open(List.of(STANDARD_INPUT, STANDARD_INPUT), stream("a")))
                .withMessage("cannot read standard input: it is given twice");
    }

    @Test
    void a_read_error_ends_the_input_after_the_whole_lines_before_it() throws Exception {
        InputStream broken = new SequenceInputStream(stream("a\nb\nhalf a li"), failing("Input/output error"));

        try (UrlSource source = UrlSource.open(List.of(STANDARD_INPUT, new SourceSpec.GivenUrl("http://x/")), broken)) {
            assertThat(new SourceDrain(source).all())
                    .extracting(SourceLine::text)
                    .containsExactly("a", "b");
            assertThat(source.failure())
                    .isInstanceOf(SourceException.class)
                    .hasMessage("cannot read standard input beyond line 2: Input/output error");
        }
    }

    @Test
    void a_file_that_vanishes_after_the_check_is_a_failure_that_names_it() throws Exception {
        SourceSpec.File vanishing = file("vanishing.txt", "a");
        InputStream deletes = new ScriptedInput(() -> {
            Files.deleteIfExists(vanishing.path());
            return -1;
        });

        try (UrlSource source = UrlSource.open(List.of(STANDARD_INPUT, vanishing), deletes)) {
            assertThat(new SourceDrain(source).all()).isEmpty();
            assertThat(source.failure())
                    .hasMessageStartingWith("cannot read " + vanishing.path() + ": ")
                    .hasMessageNotContaining("(");
        }
    }

    @Test
    void an_exception_of_the_reader_itself_ends_the_input_and_is_told() throws Exception {
        InputStream defective = new ScriptedInput(() -> {
            throw new IllegalStateException("defect");
        });

        try (UrlSource source = UrlSource.open(List.of(STANDARD_INPUT), defective)) {
            assertThat(new SourceDrain(source).all()).isEmpty();
            assertThat(source.failure())
                    .hasMessage("cannot read standard input: java.lang.IllegalStateException: defect");
        }
    }

    @Test
    void a_named_pipe_is_a_source() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")));
        assumeTrue(
                new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor() == 0);

        try (UrlSource source = UrlSource.open(List.of(new SourceSpec.File(pipe)), stream(""))) {
            Files.writeString(pipe, "http://a/\nhttp://b/\n");

            assertThat(new SourceDrain(source).all())
                    .extracting(SourceLine::text)
                    .containsExactly("http://a/", "http://b/");
            assertThat(source.failure()).isNull();
        }
    }

    private SourceSpec.File file(String name, String content) throws IOException {
        return new SourceSpec.File(Files.writeString(folder.resolve(name), content));
    }

    private static List<SourceLine> read(List<SourceSpec> sources, InputStream standardInput) throws Exception {
        try (UrlSource source = UrlSource.open(sources, standardInput)) {
            List<SourceLine> lines = new SourceDrain(source).all();
            assertThat(source.failure()).isNull();
            return lines;
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream failing(String message) {
        return new ScriptedInput(() -> {
            throw new IOException(message);
        });
    }
}
