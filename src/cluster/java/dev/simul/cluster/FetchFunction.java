package dev.simul.cluster;

import dev.simul.fetch.Shard;
import dev.simul.html.PageMemory;
import dev.simul.task.LoopLoad;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of each line, by a crawl on an event loop that lives as long as the subtask. A line is never completed exceptionally for
 * what its host does, since that would start the whole job anew, and again; only where this worker itself cannot go on.
 */
final class FetchFunction extends RichAsyncFunction<String, Outbox.Settled> {
    /** Of all subtasks in this process. */
    private static final PageMemory MEMORY = PageMemory.ofHeap();

    private static final double NANOS_A_MILLI = 1e6;

    private final CrawlSettings settings;
    private transient @Nullable FetchLoop loop;

    FetchFunction(CrawlSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        var task = getRuntimeContext().getTaskInfo();
        Shard shard = new Shard(
                task.getIndexOfThisSubtask(),
                task.getNumberOfParallelSubtasks(),
                Hosts.dealt(task.getMaxNumberOfParallelSubtasks()));
        FetchLoop started = FetchLoop.start(settings, shard, MEMORY);
        loop = started;
        register(getRuntimeContext().getMetricGroup().addGroup("simul"), started);
    }

    @Override
    public void asyncInvoke(String line, ResultFuture<Outbox.Settled> result) throws Exception {
        if (loop == null) throw new IllegalStateException("not open");
        loop.visit(PreparedLine.parse(line), result);
    }

    @Override
    public void close() {
        if (loop != null) loop.close();
        loop = null;
    }

    /** Names as Flink's own are written; those of {@code crawl --metrics} where there is the same. */
    static void register(MetricGroup group, FetchLoop loop) {
        gauge(group, "in_flight", () -> loop.pulse().state().inFlight());
        gauge(group, "lines_waiting", () -> loop.pulse().state().fresh());
        gauge(group, "hosts", () -> loop.pulse().state().hosts());
        gauge(group, "retries_refused", () -> loop.pulse().state().refusedRetries());
        gauge(group, "held_up_by", () -> loop.pulse().state().recent().name().toLowerCase(Locale.ROOT));
        gauge(group, "urls_done", () -> loop.pulse().done());
        gauge(group, "urls_failed", () -> loop.pulse().failed());
        gauge(group, "loop_busy_percent", () -> of(loop, load -> 100 * load.busyShare()));
        gauge(group, "loop_lag_p99_ms", () -> of(loop, load -> millis(load.lagP99())));
        gauge(group, "loop_lag_max_ms", () -> of(loop, load -> millis(load.lagMax())));
    }

    private static <T> void gauge(MetricGroup group, String name, Gauge<T> gauge) {
        group.gauge(name, gauge);
    }

    private static double of(FetchLoop loop, Function<LoopLoad, Double> figure) {
        LoopLoad load = loop.pulse().load();
        return load == null ? 0 : figure.apply(load);
    }

    private static double millis(Duration time) {
        return time.toNanos() / NANOS_A_MILLI;
    }
}
