/**
 * The classic exercises of cooperative multitasking, each a short lesson: it says what the exercise is, runs it, draws who
 * worked and waited when, and closes with the figures and what they teach.
 *
 * <p>Uses {@code task} only, and gives text; {@code cli} prints it. Each lesson opens loops on the calling thread and runs them to
 * their end before it returns.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>Lessons run on virtual time: twelve hours of chess take no time, and a lesson says the same each time it is run, so that
 *       the pages of the documentation can be held against it.
 *   <li>Every figure comes out of the run; none is written down.
 *   <li>What is between {@code @start} and {@code @end} in a lesson is what its page shows: the computation alone, as a program
 *       would have it. How the result is laid out comes after it.
 * </ul>
 */
@NullMarked
package dev.simul.demo;

import org.jspecify.annotations.NullMarked;
