package dev.simul.cluster;

import dev.simul.crawl.ListedUrl;
import dev.simul.fetch.Shard;
import dev.simul.result.FetchFailure;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/** By what lines are dealt out: by their host. And which subtask has which, as Flink deals them. Any thread. */
final class Hosts implements KeySelector<String, String> {
    /** A line's host; of one that there is nothing to fetch for something that no host is called. */
    @Override
    public String getKey(String encoded) {
        PreparedLine line = PreparedLine.parse(encoded);
        try {
            String host = ListedUrl.urlOf(line.toSourceLine(0)).host();
            if (host != null) return Shard.nameOf(host);
        } catch (FetchFailure nothingToFetch) {
            // Any subtask will do.
        }
        return "line " + line.line();
    }

    /**
     * Who has which host.
     *
     * @param groups in how many groups Flink deals keys out: the greatest parallelism that the job may have
     */
    static Shard.Deal dealt(int groups) {
        return (name, subtasks) -> KeyGroupRangeAssignment.assignKeyToParallelOperator(name, groups, subtasks);
    }
}
