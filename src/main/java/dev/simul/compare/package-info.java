/**
 * The execution models side by side: the same list through {@code sequential}, {@code threads}, {@code virtual} and
 * {@code loop}, under the same policy, and what each of them takes. {@link dev.simul.compare.Comparison} runs them,
 * {@link dev.simul.compare.TextReport} and {@link dev.simul.compare.JsonReport} show what came of it.
 *
 * <p>May use every package but {@code cli} and {@code serve}. Everything in it blocks, on purpose, except what runs on the
 * loop of {@code LoopModel}; the other loop-only types are not touched.
 *
 * <p>Two processes share the package. In the parent {@code Comparison} copies the sources, starts one child JVM after the other
 * ({@code ChildJvm}) and holds their records against each other ({@code RecordComparison}). In the child {@code ModelMain}
 * reads a {@code Job}, {@code ModelRun} warms up and runs {@code LoopModel} or {@code BlockingModel}, a {@code Meter}
 * measures. What goes between them lies in a directory that only the user can read, and in which each run has its own:
 * the job, the records, the measures, what the JVM printed.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>A run is a fresh JVM: heap, compiled code, connections and caches of one model are not the next one's. The mock
 *       server stays in the parent, so that what is measured is the client alone.
 *   <li>Job and results are files, not the child's streams: a JVM prints warnings of its own to both of them, credentials of a
 *       request must not be seen in a list of processes, and records need no reader that keeps up. The child's standard
 *       input is held open and tells it by its end that the parent is gone.
 *   <li>Records are compared by a line of the fields that no model may change: of all runs but the first the parent keeps
 *       nothing but what differs, of the first a hash a line. All models write that line on the same {@code RecordWriter},
 *       so that the work of writing is the same.
 *   <li>If the records differ there is nothing to compare: a model that skips work is fast.
 *   <li>The blocking models are {@code BlockingModel} with three executors around one {@code BlockingFetcher}. They share
 *       with the loop what is policy (redirects, retries, header fields, trust, the reading of pages) and none of what is
 *       I/O, which is the JDK's {@code HttpURLConnection}: the JDK's other client has an event loop inside.
 *   <li>The JDK's limit on time is for each read. A {@code Watchdog} keeps the total up to the body, and a look at the clock
 *       before each read keeps it after that, so a body may take up to twice as long as it should.
 * </ul>
 */
@NullMarked
package dev.simul.compare;

import org.jspecify.annotations.NullMarked;
