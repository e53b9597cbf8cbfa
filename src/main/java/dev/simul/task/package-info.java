/**
 * Cooperative work on one thread, with asyncio's semantics: {@link dev.simul.task.Loop} runs what is ready,
 * {@link dev.simul.task.Task} is a result that will be, {@link dev.simul.task.Coroutine} a computation in steps, the rest
 * combines them and lets them wait for one another.
 *
 * <p>Uses Netty's common and transport modules, and HdrHistogram. All state belongs to the loop's thread; the few methods that
 * other threads may call say so.
 *
 * <p>Definitions. A <em>turn</em> is one pass of the loop: it polls for I/O, takes the timers that are due, then runs what was
 * ready at that moment, in the order in which it became ready. A <em>step</em> is what a task runs from where it went on to
 * where it waits next. To <em>cancel</em> a task is to request that it ends; the request arrives where the task waits.
 *
 * <p>Rules:
 *
 * <ol>
 *   <li>What becomes ready during a turn waits for the next one, so no chain of callbacks can keep I/O from being served.
 *   <li>A task takes its first step in the turn after it was spawned. A pause is exactly one turn.
 *   <li>A waiting task goes on as one of the done callbacks of what it waits for, in its place among them. Done callbacks run in
 *       the order in which they were added, each in a later turn, never inside the call that completes the task.
 *   <li>Whoever waits for a semaphore, lock, condition, event or queue is served in the order of arrival.
 *   <li>What need not wait does not: a task goes on in the same step where what it awaits is done, a permit free, an item there.
 *   <li>A request to end goes to what the task waits for. Only if that has its outcome already, or the task does not wait, the task
 *       keeps the request, and its next wait meets it.
 * </ol>
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>These rules are CPython 3.13's, turn by turn: {@code scripts/run-task-scripts} runs programs of coroutines on this package,
 *       and the tests hold their traces against those of asyncio.
 *   <li>Java has no coroutines that a library could resume on its own loop, so a coroutine is written as the steps between its
 *       waits: each answers with the next {@link dev.simul.task.Step}. Coroutines that await one another share one task and its
 *       stack of continuations, because a task each would cost a turn each, and the order of turns is part of the semantics.
 *   <li>An operation that may wait for others ({@code acquire}, {@code get}) is a coroutine and not a task: only so does it begin
 *       where it is awaited, end in the same turn if it can, and clean up in the step in which a cancel arrives.
 *   <li>Chains ({@code then}, {@code map}, {@code recover}) are tasks of one continuation, run by the same code.
 *   <li>The loop drives a Netty {@code ManualIoEventLoop} itself instead of submitting work to an event loop that Netty runs:
 *       only so is a turn what the definition says, and only so does the same code run on virtual time in tests.
 *   <li>Timers live in a heap of our own from which a cancelled one is removed at once: most timers here are timeouts, and
 *       most timeouts are cancelled.
 *   <li>Neither {@code CompletableFuture} nor Netty's {@code Promise} has these semantics: the one runs dependents last-in
 *       first-out and does not carry a cancel to its source, the other runs listeners inline.
 *   <li>An exception that escapes from a callback ends {@link dev.simul.task.Loop#runUntilComplete}, unless a handler was set:
 *       it is a defect, and a defect must not be only logged.
 *   <li>The result of an operation that has none is of type {@code Void}: null, which nobody has any use for.
 * </ul>
 */
@NullMarked
package dev.simul.task;

import org.jspecify.annotations.NullMarked;
