package dev.simul.sink;

/** Where the batches of a writer go. Writer thread only. */
interface Outlet {
    /** Nothing will be due before there is another batch. */
    long NEVER = Long.MAX_VALUE;

    /** What messages call it. */
    String name();

    /**
     * Takes all of a batch, which may be changed afterwards.
     *
     * @throws SinkException if that cannot be done; of a file's last record then nothing is left, or all
     */
    void write(Batch batch) throws SinkException;

    /**
     * Does what is due: not with each batch, but some time after it.
     *
     * @param nowNanos as {@link System#nanoTime} has it
     * @return in how many nanoseconds it is worth asking again; {@link #NEVER} if it is not
     * @throws SinkException if it cannot be done
     */
    long attend(long nowNanos) throws SinkException;

    /**
     * Nothing comes any more, and nothing has failed: does what has been put off so far.
     *
     * @throws SinkException if it cannot be done
     */
    void finish() throws SinkException;

    /**
     * Gives back what it holds. What was not finished is lost.
     *
     * @throws SinkException if the destination says only now that it could not be written
     */
    void close() throws SinkException;
}
