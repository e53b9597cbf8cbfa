package dev.simul.journal;

import dev.simul.fingerprint.Fingerprinter;
import dev.simul.fingerprint.Fingerprints;
import dev.simul.sink.Form;
import dev.simul.source.SourceException;
import dev.simul.source.SourceScan;
import dev.simul.source.SourceSpec;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the lines of sources and the records of a file match one to one, but for those of URLs that have no line.
 *
 * <p>Memory: some 10 bytes a record, and the findings that are listed.
 *
 * @param lines how many there are
 * @param records how many are whole
 * @param found how many of them are of URLs that the crawl has found by itself, in which each is to be once
 * @param missing how many lines have no record
 * @param doubled how many records are of a line that has one already
 * @param unknown how many records are of no line
 * @param tornBytes how much at the end of the file is no whole record
 * @param findings a line of text each, of each kind the first few
 */
public record Verification(
        long lines,
        long records,
        long found,
        long missing,
        long doubled,
        long unknown,
        long tornBytes,
        List<String> findings) {

    public Verification {
        findings = List.copyOf(findings);
    }

    /** Whether each line has one record and each record a line, and the file nothing else. */
    public boolean isWhole() {
        return missing + doubled + unknown == 0 && tornBytes == 0;
    }

    /**
     * Reads the file, then the sources, then the file once more if it has records too many.
     *
     * @param form {@link Form#JSONL} or {@link Form#CSV}
     * @param standardInput read for {@link SourceSpec.StandardInput}
     * @param listed how many findings of each kind are listed at most
     * @throws JournalException if the file cannot be read or has anything else in it
     * @throws SourceException if a source cannot be read
     */
    public static Verification of(List<SourceSpec> sources, InputStream standardInput, Path file, Form form, int listed)
            throws JournalException, SourceException {
        return new Check(new RecordFile(file, form, null), listed).run(sources, standardInput);
    }

    private static final class Check {
        private final RecordFile file;
        private final int listed;
        private final Fingerprinter fingerprinter = Fingerprinter.create();
        private final Fingerprints records = new Fingerprints();
        private final List<String> findings = new ArrayList<>();
        private long lines;
        private long missing;

        Check(RecordFile file, int listed) {
            this.file = file;
            this.listed = listed;
        }

        Verification run(List<SourceSpec> sources, InputStream standardInput) throws JournalException, SourceException {
            Settled settled = new Settled(fingerprinter, records);
            RecordFile.Extent extent = file.read(settled);
            if (settled.found() > 0) takeFound();
            for (SourceSpec source : sources) {
                SourceScan.read(source, standardInput, (text, line) -> onLine(source, text, line));
            }
            long doubled = records.untakenDoubles();
            long unknown = records.size() - records.taken() - doubled;
            if (doubled + unknown > 0) listRecords();
            return new Verification(
                    lines, records.size(), settled.found(), missing, doubled, unknown, extent.tornBytes(), findings);
        }

        /** Of each URL that was found one record, as if it had a line. */
        private void takeFound() throws JournalException {
            file.read(new RecordFile.Visitor() {
                @Override
                public void record(RecordParser record, long at) {
                    if (record.line() != RecordParser.FOUND) return;
                    long fingerprint = fingerprinter.of(record.line(), record.url(), record.urlBytes());
                    if (records.count(fingerprint, true) == 0) records.take(fingerprint);
                }

                @Override
                public void settled() {}
            });
        }

        private void onLine(SourceSpec source, String text, long line) {
            lines++;
            if (records.take(fingerprinter.of(line, text))) return;
            if (missing++ >= listed) return;
            String where = line == 0 ? "the command line" : source.name() + " line " + line;
            findings.add("no record: " + where + ": " + Journal.shown(text));
        }

        private void listRecords() throws JournalException {
            Map<Long, Listed> doubled = new LinkedHashMap<>();
            List<String> unknown = new ArrayList<>();
            file.read(new RecordFile.Visitor() {
                @Override
                public void record(RecordParser record, long at) {
                    long fingerprint = fingerprinter.of(record.line(), record.url(), record.urlBytes());
                    if (records.count(fingerprint, false) == 0) return;
                    if (records.count(fingerprint, true) == 0) {
                        if (unknown.size() < listed) unknown.add("no line: " + describe(record, at));
                    } else if (doubled.containsKey(fingerprint) || doubled.size() < listed) {
                        doubled.computeIfAbsent(fingerprint, unseen -> new Listed(what(record)))
                                .add(at);
                    }
                }

                @Override
                public void settled() {}
            });
            doubled.values().forEach(each -> findings.add("more than one record: " + each));
            findings.addAll(unknown);
        }

        private String describe(RecordParser record, long at) {
            return file.path() + " line " + at + ": " + what(record);
        }

        private static String what(RecordParser record) {
            String url = new String(record.url(), 0, record.urlBytes(), StandardCharsets.UTF_8);
            String line = record.line() <= 0 ? "" : " of line " + record.line();
            return Journal.shown(url) + line;
        }

        /** A line with all of its records. */
        private static final class Listed {
            private static final int MAX_PLACES = 10;

            private final String what;
            private final List<Long> places = new ArrayList<>();
            private long further;

            Listed(String what) {
                this.what = what;
            }

            void add(long at) {
                if (places.size() < MAX_PLACES) {
                    places.add(at);
                } else {
                    further++;
                }
            }

            @Override
            public String toString() {
                StringBuilder text = new StringBuilder(what).append(", in the lines ");
                for (int i = 0; i < places.size(); i++)
                    text.append(i == 0 ? "" : ", ").append(places.get(i));
                return further == 0
                        ? text.toString()
                        : text.append(" and ").append(further).append(" more").toString();
            }
        }
    }
}
