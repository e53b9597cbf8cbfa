/**
 * Cooperative work on one thread, with asyncio's semantics: {@link dev.simul.task.Loop} runs what is ready,
 * {@link dev.simul.task.Task} is a result that will be, the rest combines tasks.
 *
 * <p>Uses Netty's common and transport modules only. All state belongs to the loop's thread; the few methods that other
 * threads may call say so. Definitions: a <em>turn</em> is one pass of the loop: it polls for I/O, takes the timers that are
 * due, then runs what was ready at that moment, in the order in which it became ready. What becomes ready meanwhile waits
 * for the next turn, so no chain of callbacks can keep I/O from being served.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>The loop drives a Netty {@code ManualIoEventLoop} itself instead of submitting work to an event loop that Netty runs:
 *       only so is a turn what the definition says, and only so does the same code run on virtual time in tests.
 *   <li>Timers live in a heap of our own from which a cancelled one is removed at once: most timers here are timeouts, and
 *       most timeouts are cancelled.
 *   <li>Neither {@code CompletableFuture} nor Netty's {@code Promise} has these semantics: the one runs dependents last-in
 *       first-out and does not carry a cancel to its source, the other runs listeners inline.
 *   <li>An exception that escapes from a callback ends {@link dev.simul.task.Loop#runUntilComplete}, unless a handler was set:
 *       it is a defect, and a defect must not be only logged.
 * </ul>
 */
@NullMarked
package dev.simul.task;

import org.jspecify.annotations.NullMarked;
