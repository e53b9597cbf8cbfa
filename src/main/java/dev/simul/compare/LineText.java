package dev.simul.compare;

import dev.simul.source.SourceLine;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A {@link SourceLine} on its way to another process: four fields, separated by tabs. A line holds no line break. */
final class LineText {
    private static final int SEQUENCE = 0;
    private static final int LINE = 1;
    private static final int DEFECT = 2;
    private static final int TEXT = 3; // last: it may hold tabs
    private static final int FIELDS = 4;

    private LineText() {}

    static String of(SourceLine line) {
        String defect = line.defect() == null ? "" : line.defect();
        return line.sequence() + "\t" + line.line() + "\t" + defect + "\t" + line.text();
    }

    static SourceLine parse(String text) throws IOException {
        String[] fields = text.split("\t", FIELDS);
        if (fields.length < FIELDS) throw new IOException("not a line of a list: " + text);
        try {
            @Nullable String defect = fields[DEFECT].isEmpty() ? null : fields[DEFECT];
            return new SourceLine(Long.parseLong(fields[SEQUENCE]), fields[TEXT], Long.parseLong(fields[LINE]), defect);
        } catch (NumberFormatException e) {
            throw new IOException("not a line of a list: " + text, e);
        }
    }
}
