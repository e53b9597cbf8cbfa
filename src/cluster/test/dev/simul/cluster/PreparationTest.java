package dev.simul.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.source.SourceException;
import dev.simul.source.SourceSpec;
import dev.simul.source.UrlSource;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreparationTest {
    private static final int LINES = 5_000;

    @TempDir
    Path folder;

    private static String url(int line) {
        return "http://host-" + line / 100 + ".test/" + line;
    }

    private static InputStream list() {
        StringBuilder text = new StringBuilder("# sorted by host\n\n");
        for (int i = 0; i < LINES; i++) text.append(url(i)).append('\n');
        return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private long write(InputStream in, long mostInMemory, int linesAFile) throws Exception {
        try (UrlSource source = UrlSource.open(List.of(new SourceSpec.StandardInput()), in)) {
            return new Preparation(
                            new org.apache.flink.core.fs.Path(
                                    folder.resolve("lines").toUri()),
                            new Random(5),
                            mostInMemory,
                            linesAFile)
                    .write(source);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("lines"))) {
            return files.sorted().toList();
        }
    }

    private List<PreparedLine> prepared() throws IOException {
        List<PreparedLine> all = new ArrayList<>();
        for (Path file : files()) {
            for (String line : Files.readAllLines(file)) all.add(PreparedLine.parse(line));
        }
        return all;
    }

    /** How many places neighbours of the list are apart, on average: a third of all if they are anywhere. */
    private static double distance(List<PreparedLine> lines) {
        int[] place = new int[LINES];
        for (int i = 0; i < LINES; i++) place[(int) lines.get(i).line() - 3] = i;
        return IntStream.range(1, LINES)
                .map(i -> Math.abs(place[i] - place[i - 1]))
                .average()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"1000000000, 1000000", "100000, 1000000", "3000, 777", "400, 100"})
    void each_line_is_there_once_and_anywhere_however_little_fits_in_memory(long mostInMemory, int linesAFile)
            throws Exception {
        assertThat(write(list(), mostInMemory, linesAFile)).isEqualTo(LINES);

        List<PreparedLine> all = prepared();
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, LINES)
                        .mapToObj(i -> new PreparedLine(i + 3, false, url(i), null))
                        .toList());
        assertThat(distance(all)).isBetween(LINES * 0.30, LINES * 0.36);
        assertThat(files()).hasSize((LINES + linesAFile - 1) / linesAFile);
    }

    @Test
    void lines_that_are_no_urls_are_lines_as_well() throws Exception {
        byte[] list = "no url\nhttp://a.test/\r\nmailto:a@b\n\u00FF\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(write(new ByteArrayInputStream(list), 1_000, 10)).isEqualTo(4);

        assertThat(prepared()).extracting(PreparedLine::text).contains("no url", "http://a.test/", "mailto:a@b");
        assertThat(prepared().stream()
                        .filter(line -> line.line() == 4)
                        .findFirst()
                        .orElseThrow()
                        .defect())
                .isNotNull();
    }

    @Test
    void an_empty_list_is_a_folder_without_files() throws Exception {
        assertThat(write(InputStream.nullInputStream(), 1_000, 10)).isZero();

        assertThat(files()).isEmpty();
    }

    @Test
    void a_source_that_breaks_off_is_told_of_and_no_temporary_file_stays() throws Exception {
        InputStream broken = new FilterInputStream(list()) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                if (count < 0) throw new IOException("the pipe is gone");
                return count;
            }
        };
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        long before = temporaries(temporary);

        assertThatThrownBy(() -> write(broken, 1_000, 100))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("the pipe is gone");

        assertThat(temporaries(temporary)).isEqualTo(before);
    }

    private static long temporaries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> each.getFileName().toString().startsWith("simul-lines"))
                    .count();
        }
    }
}
