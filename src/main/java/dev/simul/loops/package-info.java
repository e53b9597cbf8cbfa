/**
 * One crawl on several loops: {@link dev.simul.loops.SharedCrawl}, the coordinator's side, and a {@link dev.simul.loops.Seat} for each
 * loop that crawls.
 *
 * <p>May use {@code crawl}, {@code fetch}, {@code source}, {@code sink}, {@code task} and {@code result}. Each class says on which loop's
 * thread it is; what is shared says so.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>Each loop has a whole {@link dev.simul.crawl.Crawl} with a pipeline of its own, and nothing in common with the others: what they
 *       have to say to each other is a message to the other's loop. With one loop none of this is used.
 *   <li>A host is asked by one loop alone ({@link dev.simul.fetch.Shard}). A visit that is redirected to a host of another loop goes on
 *       there, and its record comes back ({@code Crossings}): so limits, delays, pauses and robots.txt hold for a host as if there were
 *       one loop.
 *   <li>The coordinator is a loop as well, on the thread that called. It deals lines out and takes records, so that whatever takes lines from
 *       one thread and records on one thread (sources, links, order, archive, output) need not know of several.
 *   <li>Lines are dealt while some loop is short of them, as far as the look-ahead goes: a line waits, and takes memory, only for the sake
 *       of a loop that has nothing to do. That bound is the same as with one loop, and so is what a slow host can do with it: it holds up the
 *       others once as many of its lines have come as may wait in all.
 *   <li>Messages and lines cost the loops some percent of their CPU; they go over a few at a time, and nobody is woken who has something to do.
 *   <li>A full output stops the loops as they are told so with their records; where records are put in order it stops the dealing alone, since the
 *       line that all wait for may have been dealt already, and must not be kept from being pulled.
 * </ul>
 */
@NullMarked
package dev.simul.loops;

import org.jspecify.annotations.NullMarked;
