package dev.simul.compare;

import dev.simul.source.SourceLine;
import java.io.IOException;

/** Does what a line asks for and leaves its result where it belongs; blocks meanwhile. Any number of threads. */
interface LineVisitor {
    /**
     * Does one line.
     *
     * @throws RunFailure if it could not be done and the run is to end; not if a request has failed, which is a result
     */
    void visit(SourceLine line) throws RunFailure, IOException, InterruptedException;
}
