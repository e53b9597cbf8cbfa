package dev.simul.compare;

import dev.simul.source.SourceLine;
import dev.simul.work.Work;
import dev.simul.work.WorkJob;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The jobs of a kind of work as numbered lines, and the lines of their results. Any number of threads. */
final class JobLines {
    /** The names of the values in a result. */
    static final List<String> FIELDS = List.of("job", "result");

    private final List<WorkJob> jobs;

    JobLines(Work work) {
        this.jobs = work.jobs();
    }

    List<SourceLine> all() {
        List<SourceLine> lines = new ArrayList<>();
        for (WorkJob job : jobs) {
            lines.add(new SourceLine(lines.size(), job.name(), SourceLine.NO_LINE, null));
        }
        return lines;
    }

    LineFeed feed() {
        Iterator<SourceLine> lines = all().iterator();
        return () -> lines.hasNext() ? lines.next() : null;
    }

    /** Computes the job of {@code line}. */
    String resultOf(SourceLine line) {
        return line(line, jobs.get((int) line.sequence()).result());
    }

    /** What {@link #resultOf} must give. */
    String knownAnswer(SourceLine line) {
        return line(line, jobs.get((int) line.sequence()).knownAnswer());
    }

    private static String line(SourceLine line, String result) {
        return new ComparedRecord(line.sequence(), List.of(line.text(), result)).toLine();
    }
}
