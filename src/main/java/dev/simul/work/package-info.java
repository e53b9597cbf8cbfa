/**
 * Work that only computes: no file, no socket, nothing to wait for. {@link dev.simul.work.Work} names the kinds,
 * {@link dev.simul.work.WorkJob} is one thing to compute.
 *
 * <p>Uses the JDK only. Any thread; holds the one that calls it until the result is there, which is the point.
 *
 * <p>Decided, and why: every job knows its answer, by a formula or by heart, so that a model that computes something else, or
 * nothing, is found out. The algorithms are the plain ones on purpose: a faster one would leave nothing to compare.
 */
@NullMarked
package dev.simul.work;

import org.jspecify.annotations.NullMarked;
