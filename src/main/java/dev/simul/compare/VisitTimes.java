package dev.simul.compare;

import dev.simul.crawl.CrawlListener;
import dev.simul.measure.Latencies;
import dev.simul.measure.LatencyFigures;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Target;
import dev.simul.task.Loop;
import java.util.HashMap;
import java.util.Map;

/** Takes the time of each visit of a crawl. Loop thread. */
final class VisitTimes implements CrawlListener {
    private final Loop loop;
    private final TimelineRecorder timeline;
    private final Latencies latencies = new Latencies();
    private final Map<Long, Long> startNanos = new HashMap<>();

    VisitTimes(Loop loop, TimelineRecorder timeline) {
        this.loop = loop;
        this.timeline = timeline;
    }

    @Override
    public void visitStarted(Target target) {
        startNanos.put(target.sequence(), loop.nanoTime());
    }

    @Override
    public void visitEnded(CrawlRecord record, boolean failed) {
        long sequence = record.target().sequence();
        Long start = startNanos.remove(sequence);
        if (start == null) return;
        long now = loop.nanoTime();
        latencies.record(now - start);
        timeline.add(sequence, start, now, VisitTrace.of(record));
    }

    LatencyFigures read() {
        return latencies.read();
    }
}
