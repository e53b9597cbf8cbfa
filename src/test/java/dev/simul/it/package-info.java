/**
 * The program as its users meet it: a process with arguments, streams, signals and an exit status, after the jar is built.
 *
 * <p>May use the mock server of {@code serve} as somebody to talk to, and nothing else of the program (but for {@code
 * UnicodeLibraryIT}, which holds the jar against the class path): what is asserted is what a shell sees. Everything happens on loopback and in temporary folders.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>Each process has a generous limit of time ({@link dev.simul.it.Running}): a hang fails, a slow machine does not.
 *   <li>Nothing sleeps: a test waits for what a process writes, and for its end.
 *   <li>Records are read back by libraries that the program does not use, Jackson and FastCSV.
 * </ul>
 */
@NullMarked
package dev.simul.it;

import org.jspecify.annotations.NullMarked;
