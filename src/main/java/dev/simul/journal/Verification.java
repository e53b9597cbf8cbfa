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
 * Whether the lines of sources and the records of files match one to one, but for those of URLs that have no line.
 *
 * <p>Memory: some 10 bytes a record, and the findings that are listed.
 *
 * @param lines how many there are
 * @param records how many are whole
 * @param found how many of them are of URLs that the crawl has found by itself, in which each is to be once
 * @param missing how many lines have no record
 * @param doubled how many records are of a line that has one already
 * @param unknown how many records are of no line
 * @param tornBytes how much at the ends of the files is no whole record
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

    /** Whether each line has one record and each record a line, and the files nothing else. */
    public boolean isWhole() {
        return missing + doubled + unknown == 0 && tornBytes == 0;
    }

    /**
     * Reads the files, then the sources, then the files once more if they have records too many.
     *
     * @param files that have the records together
     * @param form of each, {@link Form#JSONL} or {@link Form#CSV}
     * @param standardInput read for {@link SourceSpec.StandardInput}
     * @param listed how many findings of each kind are listed at most
     * @throws JournalException if a file cannot be read or has anything else in it
     * @throws SourceException if a source cannot be read
     */
    public static Verification of(
            List<SourceSpec> sources, InputStream standardInput, List<Path> files, Form form, int listed)
            throws JournalException, SourceException {
        List<RecordFile> parts =
                files.stream().map(each -> new RecordFile(each, form, null)).toList();
        return new Check(parts, listed).run(sources, standardInput);
    }

    private static final class Check {
        private final List<RecordFile> files;
        private final int listed;
        private final Fingerprinter fingerprinter = Fingerprinter.create();
        private final Fingerprints records = new Fingerprints();
        private final List<String> findings = new ArrayList<>();
        private long lines;
        private long missing;
        private long found;
        private long tornBytes;

        Check(List<RecordFile> files, int listed) {
            this.files = files;
            this.listed = listed;
        }

        Verification run(List<SourceSpec> sources, InputStream standardInput) throws JournalException, SourceException {
            for (RecordFile file : files) {
                Settled settled = new Settled(fingerprinter, records);
                tornBytes += file.read(settled).tornBytes();
                found += settled.found();
            }
            if (found > 0) takeFound();
            for (SourceSpec source : sources) {
                SourceScan.read(source, standardInput, (text, line) -> onLine(source, text, line));
            }
            long doubled = records.untakenDoubles();
            long unknown = records.size() - records.taken() - doubled;
            if (doubled + unknown > 0) listRecords();
            return new Verification(lines, records.size(), found, missing, doubled, unknown, tornBytes, findings);
        }

        /** Of each URL that was found one record, as if it had a line. */
        private void takeFound() throws JournalException {
            visit((file, record, at) -> {
                if (record.line() != RecordParser.FOUND) return;
                long fingerprint = fingerprinter.of(record.line(), record.url(), record.urlBytes());
                if (records.count(fingerprint, true) == 0) records.take(fingerprint);
            });
        }

        /** Sees a record of a file that begins in a line of it. */
        private interface Sight {
            void see(RecordFile file, RecordParser record, long at);
        }

        private void visit(Sight sight) throws JournalException {
            for (RecordFile file : files) {
                file.read(new RecordFile.Visitor() {
                    @Override
                    public void record(RecordParser record, long at) {
                        sight.see(file, record, at);
                    }

                    @Override
                    public void settled() {}
                });
            }
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
            visit((file, record, at) -> {
                long fingerprint = fingerprinter.of(record.line(), record.url(), record.urlBytes());
                if (records.count(fingerprint, false) == 0) return;
                if (records.count(fingerprint, true) == 0) {
                    if (unknown.size() < listed) unknown.add("no line: " + describe(file, record, at));
                } else if (doubled.containsKey(fingerprint) || doubled.size() < listed) {
                    doubled.computeIfAbsent(fingerprint, unseen -> new Listed(what(record)))
                            .add(place(file, at));
                }
            });
            doubled.values().forEach(each -> findings.add("more than one record: " + each));
            findings.addAll(unknown);
        }

        private static String describe(RecordFile file, RecordParser record, long at) {
            return file.path() + " line " + at + ": " + what(record);
        }

        /** Where one file is read, its name goes without saying. */
        private String place(RecordFile file, long at) {
            return files.size() == 1
                    ? Long.toString(at)
                    : at + " of " + file.path().getFileName();
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
            private final List<String> places = new ArrayList<>();
            private long further;

            Listed(String what) {
                this.what = what;
            }

            void add(String place) {
                if (places.size() < MAX_PLACES) {
                    places.add(place);
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
