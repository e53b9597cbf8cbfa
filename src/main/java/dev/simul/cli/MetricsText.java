package dev.simul.cli;

import dev.simul.crawl.CrawlSummary;
import dev.simul.loops.LoopState;
import java.util.Locale;

/** How a crawl is, in Prometheus' text format (version 0.0.4). Names and units as its conventions have them. */
final class MetricsText {
    private static final double SECOND_NANOS = 1e9;

    private final StringBuilder text = new StringBuilder(4096);

    private MetricsText() {}

    static String of(CrawlSummary summary, LoopState state) {
        MetricsText made = new MetricsText();
        made.one("simul_urls_done_total", "counter", "URLs that have their record", summary.done());
        made.one("simul_urls_failed_total", "counter", "URLs that have failed", summary.failed());
        made.head("simul_responses_total", "counter", "Whole responses by status");
        summary.byStatus().forEach((status, count) -> made.sample("simul_responses_total", "status", status, count));
        made.head("simul_errors_total", "counter", "URLs without a whole response by kind of error");
        summary.byError().forEach((kind, count) -> made.sample("simul_errors_total", "kind", kind.id(), count));
        made.one("simul_body_bytes_total", "counter", "Bytes of bodies after content decoding", summary.bytes());
        made.one("simul_wire_bytes_total", "counter", "Bytes of bodies on the wire", summary.wireBytes());
        made.one("simul_in_flight", "gauge", "Requests in flight", state.inFlight());
        made.one("simul_lines_waiting", "gauge", "Lines that wait for their hosts", state.fresh());
        made.one("simul_hosts", "gauge", "Hosts that are remembered", state.hosts());
        made.one("simul_retries_refused_total", "counter", "Retries beyond the budget", state.refusedRetries());
        made.head("simul_holdup_seconds_total", "counter", "Time in which the crawl was held up, by what");
        state.holdups()
                .forEach((kind, time) -> made.sample(
                        "simul_holdup_seconds_total",
                        "by",
                        kind.name().toLowerCase(Locale.ROOT),
                        time.toNanos() / SECOND_NANOS));
        return made.text.toString();
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void one(String name, String type, String help, long value) {
        head(name, type, help);
        text.append(name).append(' ').append(value).append('\n');
    }

    /** Labels are statuses, and words of ours: nothing in them has to be escaped. */
    private void sample(String name, String label, Object labelled, Number value) {
        text.append(name)
                .append('{')
                .append(label)
                .append("=\"")
                .append(labelled)
                .append("\"} ");
        text.append(value).append('\n');
    }
}
