package dev.simul.serve;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One thing that a server does on a connection. Steps are data; {@link Player} executes them.
 *
 * <p>Buffers in steps have no owner: they are unpooled and their reference count does not move, so a step may be played
 * any number of times.
 */
sealed interface Step {

    /** What bytes belong to; the body is left out where a response has none, after HEAD. */
    enum Part {
        HEAD,
        BODY
    }

    /**
     * Sends the head of a well-formed response, as each version of HTTP has it.
     *
     * @param fields names and values in turn
     */
    record Head(int status, List<String> fields) implements Step {
        public Head {
            fields = List.copyOf(fields);
        }

        /** The head in HTTP/1.1, with the usual reason phrase and the empty line at the end. */
        String text() {
            StringBuilder text = new StringBuilder(160).append("HTTP/1.1 ").append(status);
            text.append(' ').append(HttpResponseStatus.valueOf(status).reasonPhrase());
            for (int i = 0; i < fields.size(); i += 2) {
                text.append("\r\n").append(fields.get(i)).append(": ").append(fields.get(i + 1));
            }
            return text.append("\r\n\r\n").toString();
        }
    }

    /** Sends bytes at once. */
    record Send(ByteBuf bytes, Part part) implements Step {}

    /**
     * Sends a block again and again, as fast as the peer reads.
     *
     * @param times how often; {@link Long#MAX_VALUE} for as long as the connection lasts
     */
    record Repeat(ByteBuf block, long times, Part part) implements Step {}

    /** Sends bytes in pieces of {@code pieceBytes}, each in a packet of its own, with a pause between two of them. */
    record Drip(ByteBuf bytes, int pieceBytes, Duration pause, Part part) implements Step {
        public Drip {
            if (pieceBytes < 1) throw new IllegalArgumentException("pieceBytes < 1: " + pieceBytes);
        }
    }

    /**
     * Sends a frame of HTTP/2 (RFC 9113, section 4.1) again and again, as fast as the peer reads, whatever the rules say about
     * it. Not for HTTP/1.1.
     *
     * @param onStream whether it belongs to the stream of the request; else to the connection
     * @param times how often; {@link Long#MAX_VALUE} for as long as the connection lasts
     */
    record Frame(int type, int flags, boolean onStream, ByteBuf payload, long times) implements Step {}

    /**
     * Sends GOAWAY (RFC 9113, section 6.8), and closes the connection once its streams have ended. Not for HTTP/1.1.
     *
     * @param last the last stream that is said to be processed
     */
    record GoAway(Last last, int code) implements Step {
        /** What is said of the stream of the request, and of others. */
        enum Last {
            /** The one before it: it may be asked again elsewhere. */
            BEFORE,
            /** This one. */
            THIS,
            /** The highest there can be: the end is near, but not here; the connection stays open until another GOAWAY. */
            ANY
        }
    }

    /** Sends what is pending, then waits on a timer of the loop. */
    record Wait(Duration duration) implements Step {
        /** For the peer to take in what a reset would discard. */
        static final Duration MOMENT = Duration.ofMillis(50);

        public Wait {
            if (duration.isNegative()) throw new IllegalArgumentException("negative wait: " + duration);
        }
    }

    /** Goes on only once the peer takes more. */
    record Room() implements Step {}

    /** Plays another script in place of itself, once that is found out; sends what is pending before. */
    record Later(Source source) implements Step {
        /** Finds out a script where the loop may not: it waits for something. */
        interface Source {
            /** Begins to find out. Called on the loop; must not wait. Completes on any thread; a failure resets the connection. */
            CompletionStage<Script> find();
        }
    }

    /** Tells somebody that the script has come this far. */
    record Note(Runnable listener) implements Step {}

    /** Sends what is pending, and then nothing more until the peer goes. */
    record Stall() implements Step {}

    /** Sends what is pending and closes in order: FIN, over TLS after close_notify. Of HTTP/2, the stream breaks off. */
    record Close() implements Step {}

    /** Sends what is pending and resets the connection: RST, also under TLS. Of HTTP/2, the stream is reset. */
    record Reset() implements Step {}

    /** Sends what is pending and ends the connection, FIN, without a goodbye of TLS or HTTP/2. */
    record HangUp() implements Step {}

    /** Makes the step that sends {@code text} (ISO 8859-1) as part of the head. */
    static Step text(String text) {
        return new Send(bytes(text), Part.HEAD);
    }

    /** Makes the step that sends {@code text} (UTF-8) as part of the body. */
    static Step body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes the step that sends part of the body. */
    static Step body(byte[] bytes) {
        return body(bytes(bytes));
    }

    /** Makes the step that sends part of the body; the buffer must be without an owner. */
    static Step body(ByteBuf bytes) {
        return new Send(bytes, Part.BODY);
    }

    /** Wraps {@code text} as ISO 8859-1 in a buffer without an owner. */
    static ByteBuf bytes(String text) {
        return bytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Wraps {@code bytes}, which must not change any more, in a buffer without an owner. */
    static ByteBuf bytes(byte[] bytes) {
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes));
    }
}
