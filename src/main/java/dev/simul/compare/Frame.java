package dev.simul.compare;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message through a pipe between two JVMs: a head of eight bytes (three that say it is one of ours, one for the kind, the
 * length of the text), then the text as UTF-8. Both ends are of one version.
 */
record Frame(Kind kind, String text) {
    /** What it is about. A process speaks when it is asked, but for what says that a run begins or is over. */
    enum Kind {
        /** To a child: be the JVM of this run. */
        RUN('r'),
        /** To a child: be a worker of this run. The answer is {@link #READY}. */
        WORK('w'),
        /** To a worker: a line that does not count. The answer is a {@link #RESULT}. */
        WARM_UP('u'),
        /** To a worker: measure from now on. The answer is {@link #READY}. */
        START('s'),
        /** To a worker: a line. The answer is a {@link #RESULT}. */
        LINE('l'),
        /** To a worker: there are no more. The answer is {@link #MEASURES}. */
        END('e'),
        /** To the parent: done, go on. */
        READY('R'),
        /** To the parent: the result of the line that was asked for last. */
        RESULT('L'),
        /** To the parent: from now on the run is measured. */
        STARTED('S'),
        /** To the parent: it is over, and this is what it took. */
        MEASURES('M');

        private final byte code;

        Kind(char code) {
            this.code = (byte) code;
        }

        private static @Nullable Kind of(byte code) {
            for (Kind kind : values()) {
                if (kind.code == code) return kind;
            }
            return null;
        }
    }

    private static final byte[] MAGIC = {'s', 'm', 'l'};
    private static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};
    private static final int HEAD_BYTES = 8;

    /** Far above the longest line or title; a length beyond it is a sign that this is not ours. */
    private static final int MAX_TEXT_BYTES = 64 * 1024 * 1024;

    /** How much of something else is shown. */
    private static final int SHOWN_BYTES = 80;

    static Frame of(Kind kind) {
        return new Frame(kind, "");
    }

    /** Writes all of it, and flushes. Half a surrogate pair is sent as U+FFFD, as a record's form writes it. */
    void write(OutputStream out) throws IOException {
        ByteBuffer encoded = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith(REPLACEMENT)
                .encode(CharBuffer.wrap(text));
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + encoded.remaining());
        bytes.put(MAGIC).put(kind.code).putInt(encoded.remaining()).put(encoded);
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
        if (!ours) throw new IOException("it said '" + shown(head, in) + "', which is not a frame");
        if (head.length < HEAD_BYTES) throw new EOFException("a frame has ended in its head");
        Kind kind = Kind.of(head[MAGIC.length]);
        int length = ByteBuffer.wrap(head, MAGIC.length + 1, Integer.BYTES).getInt();
        if (kind == null || length < 0 || length > MAX_TEXT_BYTES) {
            throw new IOException("a frame of an unknown kind, or of " + length + " bytes");
        }
        byte[] text = new byte[length];
        new DataInputStream(in).readFully(text);
        return new Frame(kind, new String(text, StandardCharsets.UTF_8));
    }

    private static String shown(byte[] head, InputStream in) throws IOException {
        byte[] rest = in.readNBytes(Math.min(in.available(), SHOWN_BYTES));
        String shown = new String(head, StandardCharsets.UTF_8) + new String(rest, StandardCharsets.UTF_8);
        return shown.strip();
    }
}
