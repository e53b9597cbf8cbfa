package dev.simul.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A name server on 127.0.0.1, by UDP, that knows what a test tells it (RFC 1035). A thread of its own; methods may be called by any
 * thread.
 */
public final class NameServer implements AutoCloseable {
    public static final int A = 1;
    public static final int CNAME = 5;
    public static final int SOA = 6;
    public static final int AAAA = 28;
    public static final int NO_ERROR = 0;
    public static final int SERVFAIL = 2;
    public static final int NXDOMAIN = 3;

    private static final int MAX_PACKET = 1500;

    /** What is answered to a question. */
    public static final class Answer {
        private final int code;
        private final ByteArrayOutputStream records = new ByteArrayOutputStream();
        private int answers;
        private int authorities;

        private Answer(int code) {
            this.code = code;
        }

        public static Answer of(int code) {
            return new Answer(code);
        }

        public static Answer addresses(String name, int ttl, String... literals) {
            Answer answer = new Answer(NO_ERROR);
            for (String literal : literals) answer.address(name, ttl, literal);
            return answer;
        }

        public Answer address(String name, int ttl, String literal) {
            try {
                byte[] bytes = InetAddress.getAllByName(literal)[0].getAddress();
                return record(name, bytes.length == 4 ? A : AAAA, ttl, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public Answer alias(String name, int ttl, String target) {
            return record(name, CNAME, ttl, encode(target));
        }

        /** The SOA of a negative answer. */
        public Answer soa(int ttl, int minimum) {
            ByteBuffer data = ByteBuffer.allocate(2 + 20).put(encode("")).put(encode(""));
            data.putInt(1).putInt(2).putInt(3).putInt(4).putInt(minimum);
            record("test", SOA, ttl, data.array());
            answers--;
            authorities++;
            return this;
        }

        private Answer record(String name, int type, int ttl, byte[] data) {
            records.writeBytes(encode(name));
            ByteBuffer fields = ByteBuffer.allocate(10);
            fields.putShort((short) type).putShort((short) 1).putInt(ttl).putShort((short) data.length);
            records.writeBytes(fields.array());
            records.writeBytes(data);
            answers++;
            return this;
        }
    }

    private final DatagramSocket socket;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    private NameServer(DatagramSocket socket) {
        this.socket = socket;
        Thread.ofVirtual().start(this::serve);
    }

    public static NameServer start() {
        try {
            return new NameServer(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is answered to a question of one type; nothing of that sort to all others. */
    public NameServer on(String name, int type, Answer answer) {
        answers.put(name + " " + type, answer);
        return this;
    }

    /** From now on questions are heard and not answered. */
    public NameServer silent() {
        silent = true;
        return this;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    /** What was asked for, as {@code name type}. */
    public List<String> questions() {
        return List.copyOf(questions);
    }

    private void serve() {
        byte[] buffer = new byte[MAX_PACKET];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] reply = reply(ByteBuffer.wrap(buffer, 0, packet.getLength()));
                if (!silent) socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private byte[] reply(ByteBuffer query) {
        short id = query.getShort(0);
        query.position(12);
        List<String> labels = new ArrayList<>();
        for (int length = query.get(); length > 0; length = query.get()) {
            byte[] label = new byte[length];
            query.get(label);
            labels.add(new String(label, StandardCharsets.ISO_8859_1));
        }
        int type = query.getShort();
        String name = String.join(".", labels).toLowerCase(Locale.ROOT);
        questions.add(name + " " + type);
        Answer answer = answers.getOrDefault(name + " " + type, Answer.of(NO_ERROR));
        byte[] question = encode(name);
        byte[] records = answer.records.toByteArray();
        ByteBuffer reply = ByteBuffer.allocate(12 + question.length + 4 + records.length);
        reply.putShort(id).putShort((short) (0x8180 | answer.code));
        reply.putShort((short) 1)
                .putShort((short) answer.answers)
                .putShort((short) answer.authorities)
                .putShort((short) 0);
        reply.put(question).putShort((short) type).putShort((short) 1).put(records);
        return reply.array();
    }

    private static byte[] encode(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            if (label.isEmpty()) continue;
            bytes.write(label.length());
            bytes.writeBytes(label.getBytes(StandardCharsets.ISO_8859_1));
        }
        bytes.write(0);
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
