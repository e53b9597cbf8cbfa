package dev.simul.serve;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ScriptedServer} answers once. Content-Length is added where nothing else tells the length; whatever is said
 * explicitly is sent as it is, true or not.
 */
public final class Reply {
    private static final Duration MOMENT = Duration.ofMillis(5); // keeps packets, and a reset after them, apart

    private final String statusLine; // empty: the pieces are all there is
    private final StringBuilder headers = new StringBuilder();
    private final List<byte[]> pieces = new ArrayList<>();
    private boolean lengthIsTold;
    private boolean dribbles;
    private Duration delay = Duration.ZERO;
    private @Nullable Fault fault;

    private Reply(String statusLine) {
        this.statusLine = statusLine;
        lengthIsTold = statusLine.isEmpty();
    }

    /** A response with the usual reason phrase. */
    public static Reply respond(int status) {
        String reason = HttpResponseStatus.valueOf(status).reasonPhrase();
        Reply reply = new Reply("HTTP/1.1 " + status + " " + reason + "\r\n");
        reply.lengthIsTold = status < 200 || status == 204 || status == 304;
        return reply;
    }

    /** Bytes as they are, each piece in a packet of its own. */
    public static Reply raw(byte[]... pieces) {
        Reply reply = new Reply("");
        for (byte[] piece : pieces) reply.pieces.add(piece.clone());
        return reply;
    }

    /** The same, of ISO 8859-1 text. */
    public static Reply raw(String... pieces) {
        Reply reply = new Reply("");
        for (String piece : pieces) reply.pieces.add(piece.getBytes(StandardCharsets.ISO_8859_1));
        return reply;
    }

    /** Adds a header; names may repeat. Content-Length and Transfer-Encoding count as told. */
    public Reply header(String name, String value) {
        headers.append(name).append(": ").append(value).append("\r\n");
        if (name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("Transfer-Encoding")) lengthIsTold = true;
        return this;
    }

    public Reply contentLength(long bytes) {
        return header("Content-Length", Long.toString(bytes));
    }

    /** Adds UTF-8 text to the body. */
    public Reply body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds bytes to the body. */
    public Reply body(byte[] bytes) {
        pieces.add(bytes.clone());
        return this;
    }

    /** Sends each text (UTF-8) as a chunk in a packet of its own, and the last chunk. */
    public Reply chunked(String... chunks) {
        header("Transfer-Encoding", "chunked");
        for (String chunk : chunks) {
            byte[] bytes = chunk.getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(bytes);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            pieces.add(out.toByteArray());
        }
        return body("0\r\n\r\n");
    }

    /** Tells no length: the end of the connection is the end of the body. */
    public Reply closeDelimited() {
        lengthIsTold = true;
        return then(Fault.CLOSE);
    }

    /** Waits before the first byte. */
    public Reply after(Duration wait) {
        delay = wait;
        return this;
    }

    /** Sends a byte a packet. */
    public Reply dribble() {
        dribbles = true;
        return this;
    }

    /** Ends so, after what was said so far. */
    public Reply then(Fault how) {
        fault = how;
        return this;
    }

    Script script() {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.Wait(delay));
        if (!statusLine.isEmpty()) {
            String length = lengthIsTold ? "" : "Content-Length: " + bodyBytes() + "\r\n";
            send(steps, (statusLine + headers + length + "\r\n").getBytes(StandardCharsets.ISO_8859_1), Step.Part.HEAD);
        }
        for (int i = 0; i < pieces.size(); i++) {
            if (i > 0) steps.add(new Step.Wait(MOMENT));
            send(steps, pieces.get(i), Step.Part.BODY);
        }
        if (fault == Fault.RESET && steps.size() > 1) steps.add(new Step.Wait(MOMENT));
        if (fault != null) steps.add(fault.step());
        return new Script(steps);
    }

    private void send(List<Step> steps, byte[] bytes, Step.Part part) {
        steps.add(
                dribbles
                        ? new Step.Drip(Step.bytes(bytes), 1, Duration.ofMillis(1), part)
                        : new Step.Send(Step.bytes(bytes), part));
    }

    private long bodyBytes() {
        return pieces.stream().mapToLong(piece -> piece.length).sum();
    }
}
