package dev.simul.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV as {@link dev.simul.sink.Form#CSV} writes it, by RFC 4180: with a header line, CRLF, and so many fields in each row. */
final class CsvParser extends RecordParser {
    private static final int MAX_NAME_LENGTH = 1_000;
    private static final byte[] FIRST_COLUMNS = "url,line".getBytes(StandardCharsets.US_ASCII);

    /** With its end of line; null where any columns may follow the first two. */
    private final byte @Nullable [] header;

    private int columns;
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
            columns = 2 + restOfHeader();
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
        if (2 + restOfRow() != columns) throw NotARecord.foreign();
        return true;
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

    /** The same as {@link #restOfRow}, but that it looks for a name. */
    private int restOfHeader() throws IOException, NotARecord {
        int fields = 0;
        StringBuilder name = new StringBuilder();
        int b = take();
        while (b != '\r') {
            if (b != ',') throw NotARecord.foreign();
            fields++;
            name.setLength(0);
            b = take();
            while (b != ',' && b != '\r') {
                if (b < ' ' || name.length() > MAX_NAME_LENGTH) throw NotARecord.foreign();
                name.append((char) b);
                b = take();
            }
            if (name.toString().equals(FROM)) fromColumn = 1 + fields;
        }
        expect('\n');
        return fields;
    }

    /** From the end of a field to the end of the row. @return how many fields that was */
    private int restOfRow() throws IOException, NotARecord {
        int fields = 0;
        int b = take();
        while (b == ',') {
            fields++;
            b = take();
            if (fields + 1 == fromColumn && b != ',' && b != '\r') isFound();
            if (b == '"') {
                b = behindQuotes();
            } else {
                while (b != ',' && b != '\r') {
                    if (b < ' ' || b == '"') throw NotARecord.foreign();
                    b = take();
                }
            }
        }
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
