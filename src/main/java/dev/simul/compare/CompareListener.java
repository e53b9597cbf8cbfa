package dev.simul.compare;

/** Hears how a comparison gets on. The thread of {@link Comparison#run}. */
public interface CompareListener {
    /** A run begins: a JVM is started for it. Rounds count from 1. */
    void runStarted(int round, int rounds, Model model);
}
