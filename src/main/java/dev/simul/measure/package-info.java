/**
 * What a process takes while it runs, and how long the things in it take: {@link dev.simul.measure.ProcessMeter} and
 * {@link dev.simul.measure.Latencies}.
 *
 * <p>May use HdrHistogram, and nothing of ours. A meter belongs to one thread, latencies are recorded by any.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>What the JDK does not tell is read from {@code /proc}. Where that is missing, on other systems, a figure is
 *       {@link dev.simul.measure.ProcessUsage#UNKNOWN}: better none than a wrong one.
 *   <li>Context switches are those of the threads that are alive at the end. The kernel's count for the whole process, in
 *       {@code getrusage}, can be reached by the JDK's foreign functions only, and to link one costs a JVM 80 ms and 15 MB
 *       of resident memory (measured): more than what is measured. To look often enough not to miss a thread would show up
 *       in the CPU time. So who measures ends its threads afterwards.
 *   <li>Nothing is read while the clock runs, but the clock itself.
 * </ul>
 */
@NullMarked
package dev.simul.measure;

import org.jspecify.annotations.NullMarked;
