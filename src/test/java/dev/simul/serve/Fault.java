package dev.simul.serve;

/** How a scripted answer ends, other than well. */
public enum Fault {
    /** The connection is closed in order. */
    CLOSE,
    /** The connection is reset, with what came before in the peer's hands. */
    RESET,
    /** Nothing more comes, and the connection stays open. */
    STALL;

    Step step() {
        return switch (this) {
            case CLOSE -> new Step.Close();
            case RESET -> new Step.Reset();
            case STALL -> new Step.Stall();
        };
    }
}
