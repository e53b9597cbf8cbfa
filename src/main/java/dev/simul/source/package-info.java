/**
 * Streams URL lines out of files, standard input and the command line: {@link dev.simul.source.UrlSource}, a {@link dev.simul.source.LineFeed}.
 *
 * <p>One of the two blocking edges of the program, free of any library. A daemon thread of its own reads ahead a bounded
 * amount; {@link dev.simul.source.UrlSource#poll} on the loop never blocks and takes no lock, because what the two
 * threads share is a lock-free queue of batches and a semaphore that only the reader waits on.
 *
 * <p>Decided here:
 *
 * <ul>
 *   <li>Lines are handed over in batches, so that ten million of them cost little, and a batch is handed over at once when
 *       the next read would block, so that the lines of a slow producer arrive as they are written.
 *   <li>A line that cannot be a URL is still a line: it is delivered with the reason, because every line of the input
 *       becomes exactly one record.
 *   <li>All sources are checked before the first is read, but files are opened one after the other: a thousand files take
 *       one descriptor, and a named pipe without a writer keeps only the reader waiting.
 *   <li>An unfinished line before a read error is not delivered. It may be the first half of another URL.
 * </ul>
 */
@NullMarked
package dev.simul.source;

import org.jspecify.annotations.NullMarked;
