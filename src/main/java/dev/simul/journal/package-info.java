/**
 * Reads back what a crawl has written: so the output file is the journal from which it goes on ({@link dev.simul.journal.Journal}),
 * and whether it has a record of every line can be proved ({@link dev.simul.journal.Verification}).
 *
 * <p>Uses {@code sink} for what records look like, {@code source} for the lines, {@code fingerprint} for what is remembered of them,
 * and {@code result}. It blocks, and runs before the loop does, but for {@link dev.simul.journal.Journal#isWanted}, which belongs to the thread
 * that reads the sources.
 *
 * <p>A package of its own, because {@code sink} knows nothing of sources, and neither of the two reads records.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>No second file that says what is done: it could disagree with the first. A record that is whole is done, whatever it says.
 *   <li>A record has no more of its line than URL and number, so {@code a.txt b.txt} with the same URL in the same line are one
 *       fingerprint twice; which of the two a record is of makes no difference.
 *   <li>Readers of our own, that pull byte by byte and keep nothing but the URL: a record may have megabytes of links, a file ten
 *       million records. They take what our forms write and nothing else; whoever gives a wrong file should not find it cut.
 *   <li>What ends before a record does is torn and may be cut off, and so may zeros at the end, which file systems leave behind
 *       after a failure of power. All else that is no record is refused, and the file left as it is.
 *   <li>Of a compressed file a member counts when it is whole and its check sum is right, because only behind one can be cut.
 * </ul>
 */
@NullMarked
package dev.simul.journal;

import org.jspecify.annotations.NullMarked;
