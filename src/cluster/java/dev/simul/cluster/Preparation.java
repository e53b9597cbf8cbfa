package dev.simul.cluster;

import dev.simul.source.BlockingLines;
import dev.simul.source.SourceException;
import dev.simul.source.SourceLine;
import dev.simul.source.UrlSource;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of a list as files of a million lines at most, each in a random place: a list that is sorted by host would keep
 * one subtask busy and the others waiting.
 *
 * <p>Memory: what {@link #MOST_IN_MEMORY} says, however long the list is; on the disk for temporary files as much as the list. One use,
 * one thread, which may block.
 */
public final class Preparation {
    /** A file is read by one subtask, and is one of Flink's splits, all of which its coordinator keeps in memory. */
    static final int LINES_A_FILE = 1_000_000;

    /** Of characters and what comes with each line. What does not fit is dealt out at random, and put into order part by part. */
    static final long MOST_IN_MEMORY = 64L * 1024 * 1024;

    private static final int LINE_OVERHEAD = 56;
    private static final int PARTS = 64;

    private final Path folder;
    private final Random random;
    private final long mostInMemory;
    private final int linesAFile;

    private int files;
    private long written;
    private long writtenToFile;
    private @Nullable Writer out;

    Preparation(Path folder, Random random, long mostInMemory, int linesAFile) {
        this.folder = folder;
        this.random = random;
        this.mostInMemory = mostInMemory;
        this.linesAFile = linesAFile;
    }

    /** One that writes to where a job in {@code folder} looks for its lines. */
    public Preparation(JobFolder folder) {
        this(folder.lines(), new Random(), MOST_IN_MEMORY, LINES_A_FILE);
    }

    /**
     * Writes all lines.
     *
     * @return how many there were
     * @throws SourceException if the sources could not be read to their end
     * @throws IOException if the files could not be written
     * @throws InterruptedException if the thread was interrupted; nothing temporary stays
     */
    public long write(UrlSource source) throws IOException, InterruptedException {
        FileSystem system = folder.getFileSystem();
        system.mkdirs(folder);
        java.nio.file.Path temporary = Files.createTempDirectory("simul-lines");
        try {
            try {
                BlockingLines lines = new BlockingLines(source);
                shuffle(() -> encoded(lines.next()), temporary);
            } finally {
                if (out != null) out.close();
            }
        } finally {
            deleteTree(temporary);
        }
        return written;
    }

    /** Lines, one after the other. */
    private interface Lines {
        @Nullable
        String next() throws IOException, InterruptedException;
    }

    private static @Nullable String encoded(@Nullable SourceLine line) {
        return line == null ? null : PreparedLine.of(line).encoded();
    }

    private void shuffle(Lines lines, java.nio.file.Path temporary) throws IOException, InterruptedException {
        List<String> held = new ArrayList<>();
        long weight = 0;
        for (String line = lines.next(); line != null; line = lines.next()) {
            held.add(line);
            weight += line.length() + LINE_OVERHEAD;
            if (weight > mostInMemory && held.size() > 1) {
                shuffleParts(dealtOut(held, lines, temporary));
                return;
            }
        }
        Collections.shuffle(held, random);
        for (String line : held) write(line);
    }

    private List<java.nio.file.Path> dealtOut(List<String> held, Lines more, java.nio.file.Path into)
            throws IOException, InterruptedException {
        Files.createDirectories(into);
        List<java.nio.file.Path> parts = new ArrayList<>();
        List<Writer> writers = new ArrayList<>();
        try {
            for (int i = 0; i < PARTS; i++) {
                java.nio.file.Path part = into.resolve(Integer.toString(i));
                parts.add(part);
                writers.add(Files.newBufferedWriter(part, StandardCharsets.UTF_8));
            }
            for (String line : held) put(line, writers);
            held.clear();
            for (String line = more.next(); line != null; line = more.next()) put(line, writers);
        } finally {
            for (Writer each : writers) each.close();
        }
        return parts;
    }

    private void put(String line, List<Writer> writers) throws IOException {
        writers.get(random.nextInt(writers.size())).append(line).append('\n');
    }

    private void shuffleParts(List<java.nio.file.Path> parts) throws IOException, InterruptedException {
        for (java.nio.file.Path part : parts) {
            try (BufferedReader reader = Files.newBufferedReader(part, StandardCharsets.UTF_8)) {
                shuffle(reader::readLine, part.resolveSibling(part.getFileName() + ".parts"));
            }
            Files.delete(part);
        }
    }

    private void write(String line) throws IOException {
        if (out == null || writtenToFile == linesAFile) {
            if (out != null) out.close();
            Path file = new Path(folder, String.format(Locale.ROOT, "lines-%05d", files++));
            out = new BufferedWriter(new OutputStreamWriter(
                    folder.getFileSystem().create(file, FileSystem.WriteMode.NO_OVERWRITE), StandardCharsets.UTF_8));
            writtenToFile = 0;
        }
        out.append(line).append('\n');
        writtenToFile++;
        written++;
    }

    private static void deleteTree(java.nio.file.Path root) throws IOException {
        try (var all = Files.walk(root)) {
            for (java.nio.file.Path each :
                    all.sorted(Collections.reverseOrder()).toList()) Files.deleteIfExists(each);
        }
    }
}
