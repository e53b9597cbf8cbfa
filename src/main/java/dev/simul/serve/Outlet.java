package dev.simul.serve;

import io.netty.buffer.ByteBuf;

/** Where a {@link Player} plays to: a connection of HTTP/1.1, or a stream of HTTP/2. Loop only. Only {@link #flush} flushes. */
interface Outlet {
    /** Sends the head of a well-formed response. */
    void head(Step.Head head);

    /** Sends bytes of HTTP/1.1, or of a body after {@link #head}. */
    void send(ByteBuf bytes, Step.Part part);

    /** Sends a frame of HTTP/2 as it is. */
    void frame(Step.Frame frame);

    /** Announces the end of a connection of HTTP/2. */
    void goAway(Step.GoAway step);

    /** Whether the peer takes more at present; sends what is pending first, where that may help. */
    boolean isWritable();

    void flush();

    /** Sends what is pending and closes what the answer has to itself: the connection, or the stream. */
    void close();

    /** The same, but not in order. */
    void reset();

    /** Sends what is pending and ends the connection of TCP, without a word in the protocols above it. */
    void hangUp();

    /** The script is over and left the outlet open. */
    void end();
}
