package dev.simul.it;

import java.util.List;

/**
 * A process that has ended.
 *
 * @param status its exit status
 * @param out all of standard output, read as UTF-8
 * @param err all of standard error
 */
record Finished(int status, String out, String err) {
    List<String> outLines() {
        return out.lines().toList();
    }

    List<String> errLines() {
        return err.lines().toList();
    }

    /** Standard output as JSON lines. */
    List<Line> records() {
        return Line.readAll(out);
    }
}
