/**
 * The command line: arguments to configuration records, progress and summary to text, the end of a crawl to an exit status.
 *
 * <p>May use every other package; nobody uses it. {@link dev.simul.cli.Main} only hands in the process: streams, terminal,
 * environment. The main thread opens the loop and drives it, so it is the one thread of the crawl; with {@code --loops} there are more of
 * them, and the main thread's loop is between them ({@code ManyLoops}).
 *
 * <p>Decided, and why: options are declared with picocli's programmatic API, not with annotations, which it reads by reflection
 * at every start (150 ms of the time to the first request).
 */
@NullMarked
package dev.simul.cli;

import org.jspecify.annotations.NullMarked;
