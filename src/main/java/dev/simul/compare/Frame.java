package dev.simul.compare;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message through a pipe between two JVMs: eight bytes of head (three that say it is one of ours, one for the kind, the
 * length of the payload), then the payload. Both ends are of one version.
 */
record Frame(Kind kind, byte[] payload) {
    /** What it is about. A process speaks when it is asked, but for what says that a run begins or is over. */
    enum Kind {
        /** To a child: be the JVM of this run. */
        RUN,
        /** To a child: be a worker of this run. The answer is {@link #READY}. */
        WORK,
        /** To a worker: a line that does not count. The answer is a {@link #RESULT}. */
        WARM_UP,
        /** To a worker: measure from now on. The answer is {@link #READY}. */
        START,
        /** To a worker: a line. The answer is a {@link #RESULT}. */
        LINE,
        /** To a worker: there are no more. The answer is {@link #MEASURES}. */
        END,
        /** To the parent: done, go on. */
        READY,
        /** To the parent: the result of the line that was asked for last. */
        RESULT,
        /** To the parent: from now on the run is measured. */
        STARTED,
        /** To the parent: it is over, and this is what it took. */
        MEASURES
    }

    private static final byte[] MAGIC = {'s', 'm', 'l'};
    private static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};
    private static final int HEAD_BYTES = 8;

    /** Far above the longest line or title; a length beyond it is a sign that this is not ours. */
    private static final int MAX_PAYLOAD_BYTES = 64 * 1024 * 1024;

    /** How much of something else is shown. */
    private static final int SHOWN_BYTES = 80;

    static Frame of(Kind kind) {
        return new Frame(kind, new byte[0]);
    }

    /** Half a surrogate pair is sent as U+FFFD, as a record's form writes it. */
    static Frame of(Kind kind, String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .replaceWith(REPLACEMENT)
                    .encode(CharBuffer.wrap(text));
            byte[] payload = new byte[bytes.remaining()];
            bytes.get(payload);
            return new Frame(kind, payload);
        } catch (CharacterCodingException replaced) {
            throw new AssertionError(replaced);
        }
    }

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** Writes all of it, and flushes. */
    void write(OutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + payload.length);
        bytes.put(MAGIC).put((byte) kind.ordinal()).putInt(payload.length).put(payload);
        out.write(bytes.array());
        out.flush();
    }

    /**
     * Waits for the next one.
     *
     * @return null if the stream has ended where a frame may
     * @throws IOException if what comes is not a frame, or only a part of one
     */
    static @Nullable Frame read(InputStream in) throws IOException {
        byte[] head = in.readNBytes(HEAD_BYTES);
        if (head.length == 0) return null;
        boolean ours = head.length >= MAGIC.length && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
        if (!ours) throw new IOException("not a frame: '" + shown(head, in) + "'");
        if (head.length < HEAD_BYTES) throw new EOFException("a frame has ended in its head");
        int kind = head[MAGIC.length];
        int length = ByteBuffer.wrap(head, MAGIC.length + 1, Integer.BYTES).getInt();
        if (kind < 0 || kind >= Kind.values().length || length < 0 || length > MAX_PAYLOAD_BYTES) {
            throw new IOException("a frame of kind " + kind + " with " + length + " bytes");
        }
        byte[] payload = new byte[length];
        new DataInputStream(in).readFully(payload);
        return new Frame(Kind.values()[kind], payload);
    }

    private static String shown(byte[] head, InputStream in) throws IOException {
        int more = Math.min(in.available(), SHOWN_BYTES);
        byte[] rest = in.readNBytes(more);
        return new String(head, StandardCharsets.ISO_8859_1) + new String(rest, StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Frame frame && kind == frame.kind && Arrays.equals(payload, frame.payload);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return kind + " of " + payload.length + " bytes";
    }
}
