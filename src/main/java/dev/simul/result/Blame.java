package dev.simul.result;

/** Whose trouble it is that there was no connection. */
public enum Blame {
    /** The peer's, or nobody knows. */
    PEER,
    /** That of the network that this machine is in: no other host can be reached either, as it seems. */
    NETWORK,
    /** Ours: this process or this machine may not open any more files. */
    FILES
}
