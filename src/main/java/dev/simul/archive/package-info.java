/**
 * Keeps what came over the wire: {@link dev.simul.archive.Archive} takes each exchange from the loop and writes it to a WARC file
 * on a thread of its own, {@link dev.simul.archive.KeptFirst} holds records back until what they tell of is kept.
 *
 * <p>May use {@code http} for what is told of exchanges, {@code sink} for files, records and the thread, {@code journal} for where a
 * file can be gone on with, {@code result}, {@code url} and jwarc. The loop's side never blocks; {@code WarcFile} and {@code WarcEnd} block and are for other threads.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>WARC 1.1 by jwarc, each record a gzip member: so any tool can begin to read at any record, and the file can be cut behind
 *       each of them.
 *   <li>First the exchanges, then the record: a record in the output means that what it tells of is in the file.
 *   <li>A body is kept in memory until its response has ended, for its length and digests stand before it in the file. What is
 *       kept is counted: above a mark nothing new is begun, so a slow disk slows the crawl, and above a limit the response that
 *       wants more fails with {@code too_large}, rather than all of them for want of memory.
 *   <li>The stored body is what came, chunks undone, content codings not: {@code Content-Encoding} stays true, and the digests are
 *       those of what was sent. {@code Transfer-Encoding} goes, and {@code Content-Length} is the body's, so that the block is a
 *       message that can be sent again. HTTP/2 is written as HTTP/1.1, with {@code WARC-Protocol} to say so, since no tool reads
 *       anything else.
 *   <li>Requests are stored without credentials and cookies: a WARC file is made to be given away.
 *   <li>What broke off is kept as far as it came, with {@code WARC-Truncated} and the length that was promised. What an interrupt
 *       cut off is not: it has no record either.
 *   <li>SHA-1, since it is what other tools look for; it finds accidents and equals, not forgers.
 * </ul>
 */
@NullMarked
package dev.simul.archive;

import org.jspecify.annotations.NullMarked;
