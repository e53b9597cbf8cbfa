package dev.simul.compare;

import java.io.IOException;

/**
 * What came of a line.
 *
 * @param line of a {@link ComparedRecord}, without its end
 * @param trace how it came about, which is not compared
 */
record LineResult(String line, VisitTrace trace) {

    /** For another process: the trace, a line break, the line, which has none. */
    String toText() {
        return trace.toText() + '\n' + line;
    }

    /** Reads what {@link #toText} has written. */
    static LineResult parse(String text) throws IOException {
        int end = text.indexOf('\n');
        if (end < 0) throw new IOException("not the result of a line: " + text);
        return new LineResult(text.substring(end + 1), VisitTrace.parse(text.substring(0, end)));
    }
}
