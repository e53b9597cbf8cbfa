/**
 * The execution models side by side: the same work through {@code sequential}, {@code threads}, {@code virtual},
 * {@code processes} and {@code loop}, under the same policy, and what each of them takes. The work is a list of URLs to fetch,
 * or something to compute. {@link dev.simul.compare.Comparison} runs them, {@link dev.simul.compare.TextReport} and
 * {@link dev.simul.compare.JsonReport} show what came of it, and so does the page of {@code HtmlReport}.
 *
 * <p>May use every package but {@code cli} and {@code serve}. Everything in it blocks, on purpose, except what runs on the
 * loop of {@code LoopModel} and {@code LoopWork}; the other loop-only types are not touched.
 *
 * <p>Three generations of processes share the package, and {@code ModelMain} is where the younger ones begin. The parent,
 * {@code Comparison}, copies the sources, starts one child after the other and holds their records against each other
 * ({@code RecordComparison}). The child, {@code ModelRun}, reads a {@code Job}, warms up, and runs {@code LoopModel},
 * {@code LoopWork} or {@code BlockingModel}. The grandchildren, {@code Worker}, exist for the model {@code processes} only and
 * do a line at a time for {@code WorkerProcesses} in the child.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>A run is a fresh JVM: heap, compiled code, connections and caches of one model are not the next one's. The mock
 *       server stays in the parent, so that what is measured is the client alone.
 *   <li>Parent and child speak in {@code Frame}s through the child's standard input and output ({@code ChildJvm},
 *       {@code ParentLink}): credentials of a request must not be seen in a list of processes, the parent has to know when
 *       what is measured begins, and a worker has to be fed. What a JVM prints goes to a file by standard error; should
 *       anything else come, it is an error that shows it. A pipe that is read to its end says that the parent is gone.
 *   <li>A worker is sent a line and answers with its result, then it is sent the next: two pipes that are both full, each
 *       side writing and nobody reading, cannot come about. The price is that a worker is idle while a line is on its way,
 *       some tens of microseconds.
 *   <li>Records are files: they need no reader that keeps up. They are compared by a line of the values that no model may
 *       change: of all runs but the first the parent keeps nothing but what differs, of the first a hash a line. Results of
 *       computing are such lines as well, and the first run that they are held against is the known answers.
 *   <li>If the records differ there is nothing to compare: a model that skips work is fast.
 *   <li>The blocking models are {@code BlockingModel} with its executors around one {@code LineVisitor}. Those that fetch share
 *       with the loop what is policy (redirects, cookies, retries, header fields, trust, content codings, the reading of pages) and none of what
 *       is I/O, which is the JDK's {@code HttpURLConnection}: the JDK's other client has an event loop inside.
 *   <li>The JDK's limit on time is for each read. A {@code Watchdog} keeps the total up to the body, and a look at the clock
 *       before each read keeps it after that, so a body may take up to twice as long as it should.
 *   <li>Whether one model is faster than another is decided by intervals ({@code Bootstrap}), never by medians alone.
 *   <li>Timelines ({@code TimelineRecorder}) are taken in every run, whether somebody wants the page or not: what is measured
 *       must not depend on how it is shown. A run writes its own in the form in which the page holds it, and the parent
 *       only chooses.
 *   <li>The page is text and tables that need no script, and a script of our own for the timelines, in
 *       {@code src/main/resources}. Text of strangers is escaped in {@code Html} and {@code ScriptText} and nowhere else, and a
 *       policy lets nothing run but that script, should one of them be wrong.
 * </ul>
 */
@NullMarked
package dev.simul.compare;

import org.jspecify.annotations.NullMarked;
