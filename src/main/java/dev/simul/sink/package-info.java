/**
 * Writes whole records in a form, in an order, to a destination: {@link dev.simul.sink.RecordSink}.
 *
 * <p>The other of the two blocking edges of the program; uses {@code dev.simul.result} and nothing else. The loop calls
 * {@link dev.simul.sink.RecordSink#write}, which never blocks and takes no lock; {@link dev.simul.sink.RecordWriter} has
 * the thread that formats and writes, {@link dev.simul.sink.OrderedSink} wraps it where input order is asked for.
 *
 * <p>Decided here:
 *
 * <ul>
 *   <li>Full is an answer, not a wait: {@code write} takes every record and says when to stop pulling. What is held is
 *       bounded by the mark plus what was in flight.
 *   <li>What was written stays whole: after a write that failed in the middle of a record, a file is cut back to the end
 *       of the last whole one. A pipe cannot be cut back.
 *   <li>A compressed file is a row of gzip members that are whole by themselves ({@code GzipMembers}): then the same holds for it,
 *       and a crawl can go on behind the last one.
 *   <li>What is written is forced to the disk by an interval, on the writer's thread; while the disk takes long, records wait, and
 *       the crawl with them.
 *   <li>A failure never makes the loop wait for ever: it is told to the listener, later records are dropped, and
 *       {@code close} throws it.
 *   <li>The forms write UTF-8 into a byte buffer themselves. Records are flat and their keys fixed, so a library would
 *       cost more than it saves; the tests read everything back with Jackson and FastCSV.
 *   <li>Text is made safe where it becomes text for people ({@code TextLines}) or JSON ({@code JsonString}), nowhere
 *       earlier: records hold what came over the wire.
 * </ul>
 */
@NullMarked
package dev.simul.sink;

import org.jspecify.annotations.NullMarked;
