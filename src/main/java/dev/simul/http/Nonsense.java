package dev.simul.http;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;

/**
 * Counts what a peer sends over HTTP/2 without bringing any response on: a flood of it ends the connection (RFC 9113 section
 * 10.5). Loop thread.
 */
final class Nonsense {
    /** A server that measures round trips sends a few between two pieces of a body. */
    static final int MAX_FRAMES = 1_000;

    /** More than all that is still on its way when exchanges are given up. */
    static final long MAX_BYTES = 4L * Http2Handler.CONNECTION_WINDOW_BYTES;

    /** DATA that is still on its way when its stream is reset, with the small frames that some servers write. */
    static final int MAX_LATE_FRAMES = 16 * 1024;

    private int frames;
    private int late;
    private long bytes;

    /** A frame has come that says nothing of a response. */
    void frame(String kind) throws Http2Exception {
        if (++frames > MAX_FRAMES) {
            throw Http2Exception.connectionError(
                    Http2Error.ENHANCE_YOUR_CALM, "a flood of %s frames, more than %d in a row", kind, MAX_FRAMES);
        }
    }

    /** A frame has come on a stream that is over. */
    void lateFrame() throws Http2Exception {
        if (++late > MAX_LATE_FRAMES) {
            throw Http2Exception.connectionError(
                    Http2Error.ENHANCE_YOUR_CALM,
                    "a flood of frames on streams that are over, more than %d in a row",
                    MAX_LATE_FRAMES);
        }
    }

    /** Some of a response has come. */
    void forget() {
        frames = 0;
        late = 0;
        bytes = 0;
    }

    /** So many bytes have come. @return whether they and those before have brought nothing for too long */
    boolean isTooMuch(int received) {
        bytes += received;
        return bytes > MAX_BYTES;
    }
}
