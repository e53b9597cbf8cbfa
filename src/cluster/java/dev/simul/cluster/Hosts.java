package dev.simul.cluster;

import dev.simul.crawl.ListedUrl;
import dev.simul.fetch.Shard;
import dev.simul.result.FetchFailure;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/** By what lines are dealt out: by their host. And which subtask has which, as Flink deals them. Any thread. */
final class Hosts implements KeySelector<String, String>, Shard.Deal {
    /** Flink deals out so many groups of hosts, and so there cannot be more subtasks. */
    static final int GROUPS = 4096;

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

    @Override
    public int ownerOf(String name, int subtasks) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(name, GROUPS, subtasks);
    }
}
