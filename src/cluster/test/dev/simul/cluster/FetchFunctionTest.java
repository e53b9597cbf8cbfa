package dev.simul.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.cli.JobSettings;
import dev.simul.fetch.Shard;
import dev.simul.html.PageMemory;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class FetchFunctionTest {
    private static final class Registered extends UnregisteredMetricsGroup {
        private final Map<String, Gauge<?>> gauges = new HashMap<>();

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.put(name, gauge);
            return gauge;
        }

        Object value(String name) {
            return requireNonNull(gauges.get(name)).getValue();
        }
    }

    @Test
    void the_loop_tells_flink_how_it_is() throws Exception {
        Registered group = new Registered();
        try (FetchLoop loop = FetchLoop.start(JobSettings.of("--mock=pages"), new Shard(0, 1), PageMemory.ofHeap())) {
            FetchFunction.register(group, loop);
            FetchLoopTest.visit(loop, 1, "http://a.test/").record();
            FetchLoopTest.visit(loop, 2, "no URL").record();
            while (loop.pulse().done() < 2) Thread.onSpinWait();

            assertThat(group.gauges)
                    .containsOnlyKeys(
                            "in_flight",
                            "lines_waiting",
                            "hosts",
                            "retries_refused",
                            "held_up_by",
                            "urls_done",
                            "urls_failed",
                            "loop_busy_percent",
                            "loop_lag_p99_ms",
                            "loop_lag_max_ms");
            assertThat(group.value("urls_done")).isEqualTo(2L);
            assertThat(group.value("urls_failed")).isEqualTo(1L);
            assertThat(group.value("in_flight")).isEqualTo(0);
            assertThat(group.value("held_up_by")).asString().matches("[a-z_]+");
            assertThat(group.value("loop_lag_max_ms")).isInstanceOf(Double.class);
        }
    }
}
