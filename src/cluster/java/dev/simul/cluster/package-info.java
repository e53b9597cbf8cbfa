/**
 * The crawl as a job on Apache Flink: lines of prepared files → by host → an asynchronous operator around our own crawl, one event loop
 * a subtask → files of records, each committed with a checkpoint.
 *
 * <p>What Flink does: it deals the lines out, keeps those in flight in its checkpoints, starts anew what was lost, and makes records
 * visible once and only once. What it is not asked to do: limits per host, retries and pauses, which are the crawl's on its loop; the
 * operator's capacity is only how far the crawl looks ahead.
 *
 * <p>Each host has one subtask, as it has one loop with {@code --loops}. Where a subtask comes to ask a host of another one all the
 * same (a redirect led there, or a change of parallelism has moved a line that was in flight), it asks as little as if all subtasks
 * did, see {@link dev.simul.fetch.Admission}.
 *
 * <p>Built apart from the rest, by the profile {@code cluster}: Flink is 83 MB, and provided by the cluster.
 */
@NullMarked
package dev.simul.cluster;

import org.jspecify.annotations.NullMarked;
