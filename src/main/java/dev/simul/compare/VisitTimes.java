package dev.simul.compare;

import dev.simul.crawl.CrawlListener;
import dev.simul.measure.Latencies;
import dev.simul.measure.LatencyFigures;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Target;
import dev.simul.task.Loop;
import java.util.HashMap;
import java.util.Map;

/** Takes the time of each visit of a crawl, and counts how many there are at once. Loop thread. */
final class VisitTimes implements CrawlListener {
    private final Loop loop;
    private final Latencies latencies = new Latencies();
    private final Map<Long, Long> startNanos = new HashMap<>();
    private int mostInFlight;

    VisitTimes(Loop loop) {
        this.loop = loop;
    }

    @Override
    public void visitStarted(Target target) {
        startNanos.put(target.sequence(), loop.nanoTime());
        mostInFlight = Math.max(mostInFlight, startNanos.size());
    }

    @Override
    public void visitEnded(CrawlRecord record, boolean accepted) {
        Long start = startNanos.remove(record.target().sequence());
        if (start != null) latencies.record(loop.nanoTime() - start);
    }

    LatencyFigures read() {
        return latencies.read();
    }

    int mostInFlight() {
        return mostInFlight;
    }
}
