/**
 * Saves bodies as files: {@link dev.simul.save.BodySaver} takes them from a loop, {@link dev.simul.save.SaveFolder} puts them on
 * the disk, on a thread of its own, under the names that {@code SavedName} makes of URLs.
 *
 * <p>May use {@code sink} for the thread, {@code result} for errors, and {@code url}. The loop's side never blocks.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>A file is written beside the others under another name, and gets its own when it is whole: who sees a file sees a whole
 *       one, and a record that names it is made after it.
 *   <li>The name comes from the URL of the list and nothing else: the same list gives the same tree whatever came first, a crawl
 *       that is gone on with fits what it finds, and no table of names grows with the list. So the mapping is one to one, where a
 *       short hash keeps apart what cannot be told apart otherwise. On a file system that does not tell upper from lower case,
 *       names that differ in nothing else are one file.
 *   <li>A body goes to the disk as it comes, in blocks, so that its size costs no memory. Where the disk is slower, what comes is
 *       not read until it has caught up, and the limits of time stand still; a body that goes on coming ends where a quarter of the
 *       heap waits for the disk.
 *   <li>A file is open only while a block is written: what is in flight needs no more descriptors than without.
 *   <li>Files are not forced to the disk one by one, which would cost more than all the rest: after a failure of power, unlike after
 *       a kill, the last of them may be incomplete.
 * </ul>
 */
@NullMarked
package dev.simul.save;

import org.jspecify.annotations.NullMarked;
