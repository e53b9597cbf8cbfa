package dev.simul.cli;

/** What the process says to whoever started it. Users rely on these. */
final class ExitStatus {
    /** Every URL was answered with an accepted status. */
    static final int OK = 0;
    /** The crawl ran to its end, and at least one URL failed. */
    static final int SOME_FAILED = 1;
    /** The command line was wrong, or a source could not be read; nothing was fetched. */
    static final int USAGE = 2;
    /** The crawl had to stop early. */
    static final int STOPPED_EARLY = 3;
    /** Interrupted: 128 and the number of SIGINT, as shells have it. */
    static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
