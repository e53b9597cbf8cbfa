package dev.simul.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV as {@link dev.simul.sink.Form#CSV} writes it, by RFC 4180: with a header line, CRLF, and so many fields in each row. */
final class CsvParser extends RecordParser {
    private static final byte[] FIRST_COLUMNS = "url,line".getBytes(StandardCharsets.US_ASCII);

    /** With its end of line; null where any columns may follow the first two. */
    private final byte @Nullable [] header;

    private int columns;
    /** Where the header says that they are, the first column being 0; -1 where it does not. */
    private int statusColumn = -1;

    private int errorColumn = -1;
    /** From 0; -1 where there is none. */
    private int fromColumn = -1;

    CsvParser(RecordBytes in, byte @Nullable [] header) {
        super(in);
        this.header = header;
    }

    @Override
    void begin() throws IOException, NotARecord {
        if (in.peek() == RecordBytes.END) return;
        if (header == null) {
            expect(FIRST_COLUMNS);
            columns = 2
                    + restOfRow((column, name) -> {
                        if (name.equals("status")) statusColumn = column;
                        if (name.equals("error_kind")) errorColumn = column;
                        if (name.equals(FROM)) fromColumn = column;
                    });
        } else {
            expect(header);
            List<String> names =
                    List.of(new String(header, StandardCharsets.UTF_8).strip().split(",", -1));
            columns = names.size(); // names are identifiers, and have no commas
            fromColumn = names.indexOf(FROM);
        }
        in.recordEnded();
    }

    @Override
    boolean next() throws IOException, NotARecord {
        if (in.peek() == RecordBytes.END) return false;
        clear();
        if (in.peek() == '"') {
            take();
            quotedUrl();
        } else {
            plainUrl();
        }
        while (in.peek() >= '0' && in.peek() <= '9') addToLine(in.next());
        if (2 + restOfRow(this::field) != columns) throw NotARecord.foreign();
        return true;
    }

    private void field(int column, String value) throws NotARecord {
        if (value.isEmpty()) return;
        if (column == statusColumn) status(value);
        if (column == errorColumn) errorKind(value);
        if (column == fromColumn) isFound();
    }

    /** Takes the beginnings of fields. */
    private interface Fields {
        void field(int column, String value) throws NotARecord;
    }

    /** With the comma behind it. */
    private void plainUrl() throws IOException, NotARecord {
        int b = take();
        while (b != ',') {
            if (b < ' ' || b == '"') throw NotARecord.foreign();
            addToUrl(b);
            b = take();
        }
    }

    /** With the comma behind it. */
    private void quotedUrl() throws IOException, NotARecord {
        while (true) {
            int b = take();
            if (b == '"') {
                b = take();
                if (b == ',') return;
                if (b != '"') throw NotARecord.foreign();
            }
            addToUrl(b);
        }
    }

    /** From the end of a field to the end of the row. @return how many fields that was */
    private int restOfRow(Fields taker) throws IOException, NotARecord {
        int fields = 0;
        int b = take();
        while (b == ',') {
            fields++;
            keep(true);
            b = take();
            if (b == '"') {
                b = behindQuotes();
            } else {
                while (b != ',' && b != '\r') {
                    if (b < ' ' || b == '"') throw NotARecord.foreign();
                    b = take();
                }
            }
            taker.field(1 + fields, kept());
        }
        keep(false);
        if (b != '\r') throw NotARecord.foreign();
        expect('\n');
        return fields;
    }

    private int behindQuotes() throws IOException, NotARecord {
        while (true) {
            if (take() != '"') continue;
            int b = take();
            if (b != '"') return b;
        }
    }
}
