package dev.simul.http;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.result.Phase;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads one response out of bytes that come in any pieces (RFC 9112). Single-threaded; knows nothing of channels.
 *
 * <p>A failure is final: no further method may be called after one was thrown.
 */
final class ResponseParser {
    /** Hears what was read, in order. What it throws goes to whoever feeds the parser. */
    interface Listener {
        void onHead(ResponseHead head, BodyFraming framing) throws FetchFailure;

        /** Some of the body, transfer coding removed. The array is valid during the call only. */
        void onBody(byte[] bytes, int offset, int length) throws FetchFailure;
    }

    private enum State {
        HEAD,
        FIXED_BODY,
        CHUNK_SIZE,
        CHUNK_DATA,
        CHUNK_END,
        TRAILERS,
        BODY_UNTIL_CLOSE,
        END
    }

    /** What a line or two of a head that comes in pieces fit into. */
    private static final int FIRST_PENDING_BYTES = 512;

    private static final byte[] NOTHING = {};
    private static final byte[] SIGNATURE = "HTTP/".getBytes(StandardCharsets.US_ASCII);
    /** A chunk may cost so many bytes of framing besides those that its data earns. */
    private static final int FREE_CHUNK_FRAMING_BYTES = 16;

    private static final long MAX_SIXTEENTH = Long.MAX_VALUE / 16;

    private final Listener listener;
    private final int maxHead;
    private State state = State.HEAD;
    /** The head, or a line of the chunked framing, as far as it has come; a head that comes whole never gets here. */
    private byte[] pending = NOTHING;

    private int pendingLength;
    /** Where the current line of the head begins in {@link #pending}. */
    private int lineStart;
    /** Bytes of interim heads, of the head or of trailers so far: all count against one limit. */
    private int headBytes;
    /** What the lines of chunk sizes were longer than they need be: these too count against the limit, all together. */
    private long chunkFramingBytes;
    /** Of the current chunk, or of the whole body. */
    private long remaining;

    private boolean keepAlive;
    private boolean untilClose;

    ResponseParser(Listener listener, int maxHead) {
        this.listener = listener;
        this.maxHead = maxHead;
    }

    boolean isAtEnd() {
        return state == State.END;
    }

    /** Whether the connection may serve another request, once the end is reached. */
    boolean allowsReuse() {
        return keepAlive && !untilClose;
    }

    /** Whether the body ends with the connection. */
    boolean endsWithConnection() {
        return state == State.BODY_UNTIL_CLOSE;
    }

    /**
     * Reads on.
     *
     * @return how many of the bytes belong to this response; fewer than {@code length} only at its end
     * @throws FetchFailure with {@link FetchError.Protocol}, {@link FetchError.TooLarge} or {@link FetchError.Decode}
     */
    int feed(byte[] bytes, int offset, int length) throws FetchFailure {
        int position = offset;
        int end = offset + length;
        while (position < end && state != State.END) {
            position = switch (state) {
                case HEAD -> readHead(bytes, position, end);
                case FIXED_BODY, CHUNK_DATA -> readData(bytes, position, end);
                case CHUNK_SIZE, CHUNK_END, TRAILERS -> readLine(bytes, position, end);
                case BODY_UNTIL_CLOSE -> {
                    listener.onBody(bytes, position, end - position);
                    yield end;
                }
                case END -> position;
            };
        }
        return position - offset;
    }

    /**
     * The peer has closed the connection.
     *
     * @param bodyBytes how much of the body the listener has been given, for the message
     * @throws FetchFailure with {@link FetchError.Closed} if the response is not whole
     */
    void endOfStream(long bodyBytes) throws FetchFailure {
        switch (state) {
            case END -> {}
            case BODY_UNTIL_CLOSE -> state = State.END;
            case HEAD -> {
                String detail = headBytes == 0 ? "nothing came" : "in the middle of the head";
                throw new FetchFailure(new FetchError.Closed(Phase.SERVER, bodyBytes, detail));
            }
            case FIXED_BODY -> throw closedInBody(bodyBytes, remaining + " more were promised");
            case CHUNK_SIZE, CHUNK_DATA, CHUNK_END -> throw closedInBody(bodyBytes, "the last chunk has not come");
            case TRAILERS -> throw closedInBody(bodyBytes, "in the trailers after the last chunk");
        }
    }

    private static FetchFailure closedInBody(long bodyBytes, String detail) {
        return new FetchFailure(new FetchError.Closed(Phase.BODY, bodyBytes, detail));
    }

    // ---- head

    private int readHead(byte[] bytes, int start, int end) throws FetchFailure {
        int wholeEnd = pendingLength == 0 ? endOfWhole(bytes, start, end) : -1;
        if (wholeEnd >= 0) {
            headBytes += wholeEnd - start;
            onHeadEnd(bytes, start, wholeEnd);
            return wholeEnd;
        }
        int position = start;
        while (position < end) {
            byte b = bytes[position++];
            append(b);
            if (b != '\n') {
                checkSignature();
                continue;
            }
            int contentLength = pendingLength - lineStart - (endsWithCrLf() ? 2 : 1);
            boolean firstLine = lineStart == 0;
            lineStart = pendingLength;
            if (contentLength > 0) continue;
            if (firstLine) {
                forgetPending(); // empty lines before the status line, as some servers leave them behind
                continue;
            }
            int length = pendingLength;
            forgetPending();
            onHeadEnd(pending, 0, length);
            return position;
        }
        return position;
    }

    /** The end of a head that lies there whole, and within the limit; -1 if it is to be looked at byte by byte. */
    private int endOfWhole(byte[] bytes, int start, int end) {
        int most = (int) Math.min(end, (long) start + maxHead - headBytes);
        if (most - start <= SIGNATURE.length + 2 || !HeadParser.isNamedHttp(bytes, start)) return -1;
        if (!isVersion(bytes[start + SIGNATURE.length], bytes[start + SIGNATURE.length + 1])) return -1;
        for (int i = start; i < most - 1; i++) {
            if (bytes[i] != '\n') continue;
            if (bytes[i + 1] == '\n') return i + 2;
            if (bytes[i + 1] == '\r' && i + 2 < most && bytes[i + 2] == '\n') return i + 3;
        }
        return -1;
    }

    private static boolean isVersion(byte major, byte next) {
        return (major == '1' && next == '.') || (major == '2' && (next == '.' || next == ' '));
    }

    private boolean endsWithCrLf() {
        return pendingLength - lineStart >= 2 && pending[pendingLength - 2] == '\r';
    }

    /** Something else than HTTP is refused with its first byte: it might never send an empty line. */
    private void checkSignature() throws FetchFailure {
        int last = pendingLength - 1;
        if (last > SIGNATURE.length + 1) return;
        byte b = pending[last];
        boolean fits = switch (last - SIGNATURE.length) {
            case 0 -> b == '1' || b == '2';
            case 1 -> b == '.' || (b == ' ' && pending[SIGNATURE.length] == '2');
            default -> Character.toUpperCase(b) == SIGNATURE[last];
        };
        if (fits || (last == 0 && b == '\r')) return; // a CR: the start of an empty line
        String start = new String(pending, 0, pendingLength, StandardCharsets.ISO_8859_1);
        throw HeadParser.protocolError("not an HTTP/1 response: it begins with '" + start + "'");
    }

    private void append(byte b) throws FetchFailure {
        if (++headBytes > maxHead) throw tooLarge();
        if (pendingLength == pending.length) {
            pending = Arrays.copyOf(pending, Math.max(FIRST_PENDING_BYTES, pendingLength * 2));
        }
        pending[pendingLength++] = b;
    }

    private FetchFailure tooLarge() {
        String what = switch (state) {
            case TRAILERS -> "the trailer section";
            case CHUNK_SIZE, CHUNK_DATA, CHUNK_END -> "the framing of the chunks";
            case HEAD, FIXED_BODY, BODY_UNTIL_CLOSE, END -> "the head";
        };
        return new FetchFailure(new FetchError.TooLarge(what, maxHead));
    }

    private void forgetPending() {
        pendingLength = 0;
        lineStart = 0;
    }

    private void onHeadEnd(byte[] bytes, int start, int end) throws FetchFailure {
        ResponseHead head = HeadParser.parse(bytes, start, end);
        if (head.status() == 101) throw HeadParser.protocolError("101 Switching Protocols, which was not asked for");
        if (head.status() < 200) return; // an interim response: the final one follows (RFC 9110 section 15.2)
        headBytes = 0;
        keepAlive = isKeptAlive(head);
        BodyFraming framing;
        try {
            framing = BodyFraming.of(head);
        } catch (FetchFailure e) {
            // The status is known even though the body is not: the record keeps it.
            listener.onHead(head, BodyFraming.NOTHING);
            throw e;
        }
        listener.onHead(head, framing);
        switch (framing.kind()) {
            case NONE -> state = State.END;
            case LENGTH -> {
                remaining = framing.length();
                state = remaining == 0 ? State.END : State.FIXED_BODY;
            }
            case CHUNKED -> state = State.CHUNK_SIZE;
            case UNTIL_CLOSE -> {
                untilClose = true;
                state = State.BODY_UNTIL_CLOSE;
            }
        }
    }

    /** RFC 9112 section 9.3. HTTP/1.0 knows no chunks: where it sends some, its framing is not trusted (section 6.1). */
    private static boolean isKeptAlive(ResponseHead head) {
        if (head.listContains("Connection", "close")) return false;
        if (head.protocol().equals(ResponseHead.HTTP_1_1)) return true;
        return head.listContains("Connection", "keep-alive") && head.first("Transfer-Encoding") == null;
    }

    // ---- body

    private int readData(byte[] bytes, int position, int end) throws FetchFailure {
        int length = (int) Math.min(remaining, end - position);
        listener.onBody(bytes, position, length);
        remaining -= length;
        if (remaining == 0) state = state == State.FIXED_BODY ? State.END : State.CHUNK_END;
        return position + length;
    }

    /** A line of the chunked framing (RFC 9112 section 7.1), which counts against the limit of the head. */
    private int readLine(byte[] bytes, int start, int end) throws FetchFailure {
        int position = start;
        while (position < end) {
            byte b = bytes[position++];
            if (b == '\n') {
                int length =
                        pendingLength > 0 && pending[pendingLength - 1] == '\r' ? pendingLength - 1 : pendingLength;
                onLine(length);
                forgetPending();
                return position;
            }
            if (pendingLength > 0 && pending[pendingLength - 1] == '\r') {
                throw HeadParser.protocolError("a bare CR in the chunked framing");
            }
            append(b);
        }
        return position;
    }

    private void onLine(int length) throws FetchFailure {
        switch (state) {
            case CHUNK_SIZE -> {
                remaining = chunkSize(length);
                countChunkFraming();
                headBytes = 0;
                state = remaining == 0 ? State.TRAILERS : State.CHUNK_DATA;
            }
            case CHUNK_END -> {
                if (length != 0) throw HeadParser.protocolError("a chunk is longer than its size");
                headBytes = 0;
                state = State.CHUNK_SIZE;
            }
            case TRAILERS -> {
                if (length == 0) {
                    state = State.END;
                } else {
                    HeadParser.checkTrailer(pending, length); // what it says nobody asks for
                }
            }
            case HEAD, FIXED_BODY, CHUNK_DATA, BODY_UNTIL_CLOSE, END ->
                throw new IllegalStateException("no line in state " + state);
        }
    }

    /**
     * Extensions without end, a few bytes a chunk, would be a body that never reaches its limit: what they take beyond a fair
     * share of the data counts against the limit of the head.
     */
    private void countChunkFraming() throws FetchFailure {
        long earned = FREE_CHUNK_FRAMING_BYTES + Math.min(remaining, maxHead);
        chunkFramingBytes = Math.max(0, chunkFramingBytes + headBytes - earned);
        if (chunkFramingBytes > maxHead) throw tooLarge();
    }

    private long chunkSize(int length) throws FetchFailure {
        int digits = 0;
        long size = 0;
        while (digits < length && isHexDigit(pending[digits])) {
            if (size > MAX_SIXTEENTH) throw HeadParser.protocolError("a chunk size beyond all bounds");
            size = size * 16 + Character.digit(pending[digits], 16);
            digits++;
        }
        int rest = digits;
        while (rest < length && (pending[rest] == ' ' || pending[rest] == '\t')) rest++;
        boolean extensionOrEnd = rest == length || pending[rest] == ';';
        if (digits == 0 || !extensionOrEnd) {
            String line = new String(pending, 0, length, StandardCharsets.ISO_8859_1);
            throw HeadParser.protocolError("not a chunk size: '" + HeadParser.excerpt(line) + "'");
        }
        return size;
    }

    private static boolean isHexDigit(byte b) {
        return Character.digit(b, 16) >= 0;
    }
}
