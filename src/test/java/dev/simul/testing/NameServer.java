package dev.simul.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A name server on 127.0.0.1, by UDP and by TCP, that knows what a test tells it (RFC 1035), and goes wrong as it is told. Threads
 * of its own; methods may be called by any thread.
 */
public final class NameServer implements AutoCloseable {
    public static final int A = 1;
    public static final int CNAME = 5;
    public static final int SOA = 6;
    public static final int AAAA = 28;
    public static final int NO_ERROR = 0;
    public static final int FORMERR = 1;
    public static final int SERVFAIL = 2;
    public static final int NXDOMAIN = 3;
    public static final int REFUSED = 5;

    private static final int MAX_PACKET = 1500;
    private static final int TRUNCATED = 0x0200;

    /** What is answered to a question. */
    public static final class Answer {
        private final int code;
        private final ByteArrayOutputStream records = new ByteArrayOutputStream();
        private int answers;
        private int authorities;
        private boolean truncated;
        private boolean fromElsewhere;
        private boolean silentOverTcp;
        private List<UnaryOperator<byte[]>> packets = List.of(UnaryOperator.identity());
        private UnaryOperator<byte[]> overTcp = UnaryOperator.identity();

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

        /** None. */
        public static Answer lost() {
            return of(NO_ERROR).sending(List.of());
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

        /** By UDP it says that it is too long, and by TCP all of it. */
        public Answer truncated() {
            truncated = true;
            return this;
        }

        /** By UDP so many packets, each made of the true one. */
        public Answer sending(List<UnaryOperator<byte[]>> made) {
            packets = List.copyOf(made);
            return this;
        }

        /** By TCP this, made of the true one, without its length in front; if it is empty, the end of the connection. */
        public Answer overTcp(UnaryOperator<byte[]> made) {
            overTcp = made;
            return this;
        }

        /** By TCP it is not answered. */
        public Answer silentOverTcp() {
            silentOverTcp = true;
            return this;
        }

        /** The first packet comes from another port. */
        public Answer fromElsewhere() {
            fromElsewhere = true;
            return this;
        }

        public Answer record(String name, int type, int ttl, byte[] data) {
            records.writeBytes(encode(name));
            ByteBuffer fields = ByteBuffer.allocate(10);
            fields.putShort((short) type).putShort((short) 1).putInt(ttl).putShort((short) data.length);
            records.writeBytes(fields.array());
            records.writeBytes(data);
            answers++;
            return this;
        }
    }

    /** What somebody asked, as it came. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Query(int port, int id, boolean tcp, byte[] message) {}

    private final DatagramSocket socket;
    private final DatagramSocket elsewhere;
    private final ServerSocket tcp;
    private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final List<Query> queries = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    private NameServer(DatagramSocket socket, ServerSocket tcp) throws IOException {
        this.socket = socket;
        this.tcp = tcp;
        this.elsewhere = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        Thread.ofVirtual().start(this::serveTcp);
    }

    public static NameServer start() {
        try {
            while (true) {
                ServerSocket tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                try {
                    return new NameServer(
                            new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress()), tcp);
                } catch (IOException taken) {
                    tcp.close(); // somebody has the port for UDP
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is answered to a question of one type, one after the other, the last one for ever; no address to all others. */
    public NameServer on(String name, int type, Answer... given) {
        answers.put(name + " " + type, new ConcurrentLinkedQueue<>(List.of(given)));
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

    public List<Query> queries() {
        return List.copyOf(queries);
    }

    private void serve() {
        byte[] buffer = new byte[MAX_PACKET];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] query = new byte[packet.getLength()];
                System.arraycopy(buffer, 0, query, 0, query.length);
                Answer answer = answerTo(query, packet.getPort(), false);
                byte[] reply = reply(query, answer, answer.truncated);
                if (silent) continue;
                DatagramSocket from = answer.fromElsewhere ? elsewhere : socket;
                for (UnaryOperator<byte[]> each : answer.packets) {
                    byte[] sent = each.apply(reply.clone());
                    from.send(new DatagramPacket(sent, sent.length, packet.getSocketAddress()));
                    from = socket;
                }
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void serveTcp() {
        try {
            while (true) {
                Socket connection = tcp.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            DataOutputStream out = new DataOutputStream(connection.getOutputStream());
            while (true) {
                byte[] query = in.readNBytes(in.readUnsignedShort());
                Answer answer = answerTo(query, connection.getPort(), true);
                if (silent || answer.silentOverTcp) continue;
                byte[] reply = answer.overTcp.apply(reply(query, answer, false));
                if (reply.length == 0) return;
                out.writeShort(reply.length);
                out.write(reply);
                out.flush();
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private Answer answerTo(byte[] query, int port, boolean byTcp) {
        String question = nameIn(query) + " " + typeIn(query);
        questions.add(question);
        queries.add(new Query(port, ByteBuffer.wrap(query).getShort(0) & 0xffff, byTcp, query));
        Queue<Answer> given = answers.get(question);
        if (given == null) return Answer.of(NO_ERROR);
        // By TCP the question that was answered as too long comes again.
        Answer answer = given.peek();
        boolean again = answer.truncated && !byTcp;
        if (given.size() > 1 && !again) given.remove();
        return answer;
    }

    private static byte[] reply(byte[] query, Answer answer, boolean truncated) {
        byte[] question = encode(nameIn(query));
        byte[] records = truncated ? new byte[0] : answer.records.toByteArray();
        ByteBuffer reply = ByteBuffer.allocate(12 + question.length + 4 + records.length);
        reply.put(query, 0, 2).putShort((short) (0x8180 | answer.code | (truncated ? TRUNCATED : 0)));
        reply.putShort((short) 1)
                .putShort((short) (truncated ? 0 : answer.answers))
                .putShort((short) (truncated ? 0 : answer.authorities))
                .putShort((short) 0);
        reply.put(question).putShort((short) typeIn(query)).putShort((short) 1).put(records);
        return reply.array();
    }

    private static String nameIn(byte[] query) {
        List<String> labels = new ArrayList<>();
        for (int at = 12; query[at] > 0; at += 1 + query[at]) {
            labels.add(new String(query, at + 1, query[at], StandardCharsets.ISO_8859_1));
        }
        return String.join(".", labels).toLowerCase(Locale.ROOT);
    }

    private static int typeIn(byte[] query) {
        int at = 12;
        while (query[at] > 0) at += 1 + query[at];
        return ByteBuffer.wrap(query).getShort(at + 1);
    }

    /** A name as in messages. */
    public static byte[] encode(String name) {
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
        elsewhere.close();
        try {
            tcp.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
