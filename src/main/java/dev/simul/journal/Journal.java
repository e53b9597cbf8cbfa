package dev.simul.journal;

import dev.simul.fingerprint.Fingerprinter;
import dev.simul.fingerprint.Fingerprints;
import dev.simul.result.Extract;
import dev.simul.sink.Form;
import dev.simul.sink.Printable;
import dev.simul.source.LineFilter;
import dev.simul.source.SourceException;
import dev.simul.source.SourceScan;
import dev.simul.source.SourceSpec;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a crawl that was broken off has done: a line of which the output file has a whole record is done.
 *
 * <p>Memory: some 10 bytes a record. Made before the loop runs; then {@link #isWanted} belongs to the thread that reads the
 * sources.
 */
public final class Journal implements LineFilter {
    private static final int SHOWN_CHARACTERS = 200;

    private final Path path;
    private final RecordFile file;
    private final Fingerprinter fingerprinter = Fingerprinter.create();
    private final Fingerprints done = new Fingerprints();
    private RecordFile.Extent extent = new RecordFile.Extent(0, 0);

    private Journal(RecordFile file) {
        this.path = file.path();
        this.file = file;
    }

    /**
     * Reads what {@code file} has, and makes sure that the sources still have the lines of its records. Changes nothing. A file that
     * is not there, or empty, is that of a crawl that has not begun.
     *
     * @param shape of the extracts of all records
     * @param sources of the crawl; those that can be read once are not read
     * @param found what it has found besides, which records of their own are of
     * @throws JournalException if it is no regular file, cannot be read, has anything in it that is no record of this form and
     *     shape, or has records whose lines the sources do not have
     * @throws SourceException if a source cannot be read
     */
    public static Journal open(Path file, Form form, Extract shape, List<SourceSpec> sources, FoundUrls found)
            throws JournalException, SourceException {
        Journal journal = new Journal(new RecordFile(file, form, shape));
        if (!Files.exists(file)) return journal;
        if (!Files.isRegularFile(file))
            throw new JournalException("cannot resume " + file + ": it is not a regular file");
        journal.extent = journal.file.read(new Settled(journal.fingerprinter, journal.done));
        journal.check(sources, found);
        return journal;
    }

    /**
     * Whether {@code file} has a whole record, whatever its line.
     *
     * @throws JournalException if it cannot be read, or has anything in it that is no record of this form and shape
     */
    public static boolean hasRecords(Path file, Form form, Extract shape) throws JournalException {
        Fingerprints records = new Fingerprints();
        new RecordFile(file, form, shape).read(new Settled(Fingerprinter.create(), records));
        return records.size() > 0;
    }

    /** URLs that a crawl has found, and that no line has. */
    @FunctionalInterface
    public interface FoundUrls {
        void forEach(Consumer<String> taker);
    }

    private void check(List<SourceSpec> sources, FoundUrls found) throws JournalException, SourceException {
        boolean all = true;
        found.forEach(url -> isWanted(url, RecordParser.FOUND));
        for (SourceSpec source : sources) {
            if (source.isRepeatable()) {
                SourceScan.read(source, InputStream.nullInputStream(), (text, line) -> isWanted(text, line));
            } else {
                all = false;
            }
        }
        if (all && unmatched() > 0) throw changed(sources);
        done.putBack();
    }

    /** The first line, by its number, that a record is of and no source has. */
    private JournalException changed(List<SourceSpec> sources) throws JournalException, SourceException {
        Missed missed = new Missed();
        file.read(missed);
        String url = shown(missed.url);
        String record = "(" + path + " line " + missed.at + ")";
        String why;
        if (missed.line == RecordParser.FOUND) {
            why = url + " was found, but not by what is known of that crawl, and has a record " + record;
        } else if (missed.line == 0) {
            why = url + " is not given any more, and has a record " + record;
        } else if (sources.size() == 1) {
            why = whatChanged(sources.getFirst(), missed.line, url, record);
        } else {
            why = "a source has changed since: in none of them line " + missed.line + " is " + url + " " + record;
        }
        return new JournalException("cannot resume " + path + ": " + why);
    }

    private static String whatChanged(SourceSpec source, long number, String url, String record)
            throws SourceException {
        @Nullable String[] found = {null};
        SourceScan.read(source, InputStream.nullInputStream(), (text, line) -> {
            if (line == number) found[0] = shown(text);
        });
        if (url.equals(found[0]))
            return "line " + number + " of " + source.name() + " has more than one record " + record;
        String now = found[0] == null ? ", and is no URL any more" : ", and is now " + found[0];
        return source.name() + " has changed since: line " + number + " was " + url + " " + record + now;
    }

    static String shown(String url) {
        return Printable.of(url, SHOWN_CHARACTERS);
    }

    private final class Missed implements RecordFile.Visitor {
        long line = Long.MAX_VALUE;
        long at;
        String url = "";

        @Override
        public void record(RecordParser record, long at) {
            if (record.line() >= line) return;
            long fingerprint = fingerprinter.of(record.line(), record.url(), record.urlBytes());
            if (done.count(fingerprint, false) == 0) return;
            this.line = record.line();
            this.at = at;
            this.url = new String(record.url(), 0, record.urlBytes(), StandardCharsets.UTF_8);
        }

        @Override
        public void settled() {}
    }

    /** Whether a line is still to be done. Each record makes one line done. */
    @Override
    public boolean isWanted(String text, long line) {
        return done.size() == done.taken() || !done.take(fingerprinter.of(line, text));
    }

    /** How many records there are. */
    public long records() {
        return done.size();
    }

    /** How many of them have had no line yet: at the end of all sources there should be none. Whoever reads them has ended. */
    public long unmatched() {
        return done.size() - done.taken();
    }

    /** How much of the file is whole records. */
    public long wholeBytes() {
        return extent.wholeBytes();
    }

    /** How much behind that is what was broken off. */
    public long tornBytes() {
        return extent.tornBytes();
    }
}
