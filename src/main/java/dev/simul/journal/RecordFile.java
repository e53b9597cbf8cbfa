package dev.simul.journal;

import dev.simul.result.Extract;
import dev.simul.sink.Form;
import dev.simul.sink.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of records, plain or gzip by its name. Whoever reads it holds one URL at a time.
 *
 * @param form {@link Form#JSONL} or {@link Form#CSV}
 * @param shape of the extracts that all its records must have; null where any will do
 */
record RecordFile(Path path, Form form, @Nullable Extract shape) {
    /** A torn row of CSV may have lines in its quotes; where there are more, it is rather a quote that is missing. */
    private static final int MAX_TORN_LINES = 1_000;

    RecordFile {
        if (form == Form.TEXT) throw new IllegalArgumentException("text cannot be read back");
    }

    /** Takes the records that the file has for sure. */
    interface Visitor {
        /**
         * One record, as the parser has it.
         *
         * @param at the line of the file that it begins in, from 1; of the content, if that is compressed
         */
        void record(RecordParser record, long at);

        /** All that were visited so far will stay. Those behind the last call are as if they were not there. */
        void settled();
    }

    /**
     * What a file has.
     *
     * @param wholeBytes so much of it, from the beginning, is whole records
     * @param tornBytes so much behind that is what was broken off
     */
    record Extent(long wholeBytes, long tornBytes) {}

    /**
     * Reads it to its end.
     *
     * @throws JournalException if it cannot be read or has something else in it
     */
    Extent read(Visitor visitor) throws JournalException {
        try (RecordBytes in = OutputFile.isGzip(path) ? new GzipBytes(path) : new PlainBytes(path)) {
            read(in, parser(in), visitor);
            return new Extent(in.wholeBytes(), Files.size(path) - in.wholeBytes());
        } catch (JournalException e) {
            throw e;
        } catch (IOException e) {
            throw new JournalException(path.toString(), e);
        }
    }

    private RecordParser parser(RecordBytes in) {
        if (form == Form.CSV) return new CsvParser(in, shape == null ? null : Form.csvHeader(shape));
        return new JsonParser(in, shape == null ? null : Form.jsonFrame(shape));
    }

    private void read(RecordBytes in, RecordParser parser, Visitor visitor) throws IOException {
        long at = in.line();
        long settled = 0;
        try {
            parser.begin();
            at = in.line();
            while (parser.next()) {
                settled = settle(in, settled, visitor); // a member ended before this record
                in.recordEnded();
                visitor.record(parser, at);
                settled = settle(in, settled, visitor);
                at = in.line();
            }
        } catch (NotARecord e) {
            long lines = in.line() - at;
            boolean debris = e.isTorn() ? in.endIsDebris() && lines <= MAX_TORN_LINES : in.restIsDebris();
            if (!debris) throw new JournalException(foreign(at));
        }
        settle(in, settled, visitor);
    }

    /** Says so if more is sure than before. */
    private static long settle(RecordBytes in, long before, Visitor visitor) {
        long whole = in.wholeBytes();
        if (whole > before) visitor.settled();
        return whole;
    }

    private String foreign(long at) {
        boolean isHeader = form == Form.CSV && at == 1;
        String what = isHeader ? "is not the header" : "is not a record";
        String expected = shape == null ? " of simul in " + form.id() : " that these options write in " + form.id();
        return path + ": line " + at + " " + what + expected;
    }
}
