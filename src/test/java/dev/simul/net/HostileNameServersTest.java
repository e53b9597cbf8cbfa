package dev.simul.net;

import static dev.simul.testing.NameServer.A;
import static dev.simul.testing.NameServer.Answer.addresses;
import static dev.simul.testing.NameServer.Answer.lost;
import static dev.simul.testing.NameServer.FORMERR;
import static dev.simul.testing.NameServer.NO_ERROR;
import static dev.simul.testing.NameServer.NXDOMAIN;
import static dev.simul.testing.NameServer.REFUSED;
import static dev.simul.testing.NameServer.SERVFAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.FetchFailure;
import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.task.Transport;
import dev.simul.testing.FrozenTime;
import dev.simul.testing.NameServer;
import dev.simul.testing.NameServer.Answer;
import dev.simul.testing.NameServer.Query;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Name servers that fail, lie or are not who they say they are; the second one knows. */
class HostileNameServersTest {
    private static final String NAME = "a.test";
    /** Where its question ends and its first record begins. */
    private static final int FIRST_RECORD = 12 + 8 + 4;

    private static final UnaryOperator<byte[]> TRUE_ONE = UnaryOperator.identity();

    private final FrozenTime time = FrozenTime.open();
    private final Loop loop = time.loop();
    private final NameServer server = NameServer.start();
    private final NameServer second = NameServer.start().on(NAME, A, addresses(NAME, 60, "192.0.2.2"));
    private final DnsAddressResolver resolver =
            new DnsAddressResolver(loop, Transport.best(), List.of(server.address(), second.address()));

    @AfterEach
    void close() {
        time.turns(3);
        assertThat(loop.pendingTimers()).as("timers that wait").isZero();
        assertThat(time.openChannels()).as("sockets that are open").isZero();
        resolver.close();
        server.close();
        second.close();
        time.close();
    }

    private static List<String> texts(Addresses addresses) {
        return addresses.known().stream()
                .map(address -> address.getAddress().getHostAddress())
                .toList();
    }

    private Task<Addresses> ask() {
        return resolver.resolve(new Origin(false, NAME, 80));
    }

    private List<String> found() {
        return texts(time.run(ask()));
    }

    /** Asks, and moves the clock when all servers that were asked so far have had their time so often. */
    private Task<Addresses> askForAWhile(int limits) {
        Task<Addresses> asked = ask();
        for (int i = 1; i <= limits; i++) {
            int questions = i;
            time.until(() -> questionsForA() >= questions, "question " + questions);
            time.turns(50);
            assertThat(asked.isDone()).isFalse();
            time.advance(NameServers.DEFAULT_LIMIT);
        }
        return asked;
    }

    private long questionsForA() {
        return Stream.of(server, second)
                .flatMap(each -> each.questions().stream())
                .filter(question -> question.equals(NAME + " " + A))
                .count();
    }

    private static byte[] with(byte[] message, int at, int... bytes) {
        byte[] changed = message.clone();
        for (int i = 0; i < bytes.length; i++) changed[at + i] = (byte) bytes[i];
        return changed;
    }

    private static byte[] cut(byte[] message, int length) {
        return Arrays.copyOf(message, length);
    }

    /** A record whose owner is {@code name}, instead of the one of the reply. */
    private static byte[] withOwner(byte[] message, byte... name) {
        byte[] head = cut(message, FIRST_RECORD);
        byte[] rest = Arrays.copyOfRange(message, FIRST_RECORD + 8, message.length);
        byte[] whole = Arrays.copyOf(head, head.length + name.length + rest.length);
        System.arraycopy(name, 0, whole, head.length, name.length);
        System.arraycopy(rest, 0, whole, head.length + name.length, rest.length);
        return whole;
    }

    private static Named<UnaryOperator<byte[]>> named(String name, UnaryOperator<byte[]> made) {
        return Named.of(name, made);
    }

    // ---- what cannot be read, from whom it should come

    static Stream<Named<UnaryOperator<byte[]>>> malformed() {
        byte[] tooLong = new byte[5 * 64 + 1];
        for (int i = 0; i < 5; i++) {
            Arrays.fill(tooLong, i * 64, i * 64 + 64, (byte) 'a');
            tooLong[i * 64] = 63;
        }
        return Stream.of(
                named("counts more records than there are", m -> with(m, 6, 0xff, 0xff)),
                named("counts more authorities than there are", m -> with(m, 8, 0xff, 0xff)),
                named("ends in a record", m -> cut(m, m.length - 1)),
                named("ends before a record", m -> cut(m, FIRST_RECORD)),
                named("ends in a name", m -> cut(m, FIRST_RECORD + 3)),
                named("has more data than there is", m -> with(m, m.length - 6, 0xff, 0xff)),
                named("has a name that points at itself", m -> withOwner(m, (byte) 0xc0, (byte) FIRST_RECORD)),
                named("has a name that points ahead", m -> withOwner(m, (byte) 0xc0, (byte) (FIRST_RECORD + 2))),
                named("has a name that points beyond the end", m -> withOwner(m, (byte) 0xff, (byte) 0xff)),
                named(
                        "has a name in a circle",
                        m -> withOwner(m, (byte) 1, (byte) 'a', (byte) 0xc0, (byte) FIRST_RECORD)),
                named("has a label of an unknown kind", m -> withOwner(m, (byte) 0x41, (byte) 0)),
                named("has a name that is too long", m -> withOwner(m, tooLong)));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void where_an_answer_cannot_be_read_the_next_one_is_asked_at_once(UnaryOperator<byte[]> made) {
        server.on(NAME, A, addresses(NAME, 60, "192.0.2.1").sending(List.of(made)));

        assertThat(found()).containsExactly("192.0.2.2");
        assertThat(time.elapsed()).isZero();
    }

    // ---- what answers something else, or comes from somebody else

    static Stream<Named<UnaryOperator<byte[]>>> notOurs() {
        return Stream.of(
                named("nothing", m -> new byte[0]),
                named("a header cut short", m -> cut(m, 11)),
                named("a header", m -> cut(m, 12)),
                named("noise", m -> "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
                named("our question", m -> with(m, 2, m[2] & 0x7f)),
                named("another id", m -> with(m, 1, m[1] ^ 1)),
                named("another kind of message", m -> with(m, 2, m[2] | 0x20)),
                named("another name", m -> with(m, 13, 'b')),
                named("another type", m -> with(m, FIRST_RECORD - 3, 28)),
                named("another class", m -> with(m, FIRST_RECORD - 1, 3)),
                named("no question", m -> with(m, 5, 0)),
                named("two questions", m -> with(m, 5, 2)),
                named("a question that points at itself", m -> with(m, 12, 0xc0, 12)));
    }

    @ParameterizedTest
    @MethodSource("notOurs")
    void what_is_no_answer_to_the_question_is_ignored_and_the_true_one_believed(UnaryOperator<byte[]> made) {
        server.on(NAME, A, addresses(NAME, 60, "192.0.2.1").sending(List.of(made, made, TRUE_ONE)));

        assertThat(found()).containsExactly("192.0.2.1");
        assertThat(time.elapsed()).isZero();
    }

    @ParameterizedTest
    @MethodSource("notOurs")
    void if_nothing_else_comes_the_next_one_is_asked(UnaryOperator<byte[]> made) {
        server.on(NAME, A, addresses(NAME, 60, "192.0.2.1").sending(List.of(made)));

        assertThat(texts(time.run(askForAWhile(1)))).containsExactly("192.0.2.2");
    }

    @Test
    void what_comes_from_another_port_is_not_believed() {
        server.on(NAME, A, addresses(NAME, 60, "203.0.113.66").fromElsewhere());

        assertThat(texts(time.run(askForAWhile(1)))).containsExactly("192.0.2.2");
    }

    @Test
    void each_question_has_a_port_of_its_own_and_an_id_of_chance() { // RFC 5452 section 9.2
        server.on(NAME, A, addresses(NAME, 0, "192.0.2.1"));
        for (int i = 0; i < 40; i++) found();

        List<Query> queries = server.queries();
        Set<Integer> ports = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        int rising = 0;
        for (int i = 0; i < queries.size(); i++) {
            ports.add(queries.get(i).port());
            ids.add(queries.get(i).id());
            if (i > 0 && queries.get(i).id() > queries.get(i - 1).id()) rising++;
        }
        assertThat(queries).hasSize(80);
        assertThat(ports).as("ports").hasSizeGreaterThan(60);
        assertThat(ids).as("ids").hasSizeGreaterThan(70);
        assertThat(rising).as("ids that are greater than the one before").isBetween(15, 65);
    }

    // ---- what is lost, and who is not there

    @Test
    void after_a_packet_that_is_lost_the_next_one_is_asked_and_then_the_first_one_again() {
        server.on(NAME, A, lost(), addresses(NAME, 60, "192.0.2.1"));
        second.on(NAME, A, lost());

        assertThat(texts(time.run(askForAWhile(2)))).containsExactly("192.0.2.1");
        assertThat(time.elapsed()).isEqualTo(NameServers.DEFAULT_LIMIT.multipliedBy(2));
    }

    @Test
    void where_all_is_lost_there_is_an_end() {
        server.on(NAME, A, lost());
        second.on(NAME, A, lost());

        Task<Addresses> asked = askForAWhile(4);
        time.until(asked::isDone, "the end");

        assertThat(message(asked)).isEqualTo("cannot resolve a.test: the name servers do not answer");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void an_answer_that_comes_too_late_harms_nobody() {
        server.on(NAME, A, lost());
        Task<Addresses> asked = askForAWhile(1);

        assertThat(texts(time.run(asked))).containsExactly("192.0.2.2");
    }

    @Test
    void where_nobody_listens_the_next_one_is_asked_at_once() throws SocketException {
        InetSocketAddress nobody;
        try (DatagramSocket closed = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            nobody = (InetSocketAddress) closed.getLocalSocketAddress();
        }
        try (DnsAddressResolver other =
                new DnsAddressResolver(loop, Transport.best(), List.of(nobody, second.address()))) {
            Addresses found = time.run(other.resolve(new Origin(false, NAME, 80)));

            assertThat(texts(found)).containsExactly("192.0.2.2");
            assertThat(time.elapsed()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {FORMERR, SERVFAIL, 4, REFUSED, 9})
    void after_one_that_refuses_the_next_one_is_asked_at_once(int code) {
        server.on(NAME, A, Answer.of(code));

        assertThat(found()).containsExactly("192.0.2.2");
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void of_one_that_looks_up_no_names_for_others_it_is_no_news_that_it_has_no_answer() {
        server.on(NAME, A, Answer.of(NO_ERROR).sending(List.of(m -> with(m, 3, m[3] & 0x7f))));

        assertThat(found()).containsExactly("192.0.2.2");
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void one_that_does_not_even_repeat_what_it_refuses_is_understood() {
        server.on(NAME, A, Answer.of(FORMERR).sending(List.of(m -> cut(with(m, 5, 0), 12))));

        assertThat(found()).containsExactly("192.0.2.2");
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void who_cannot_stand_edns_is_asked_without_it() { // RFC 6891 section 7
        server.on(NAME, A, Answer.of(FORMERR), addresses(NAME, 60, "192.0.2.1"));
        second.on(NAME, A, Answer.of(FORMERR));

        assertThat(found()).containsExactly("192.0.2.1");
        assertThat(server.queries().stream()
                        .map(Query::message)
                        .filter(m -> m[FIRST_RECORD - 3] == A)
                        .map(m -> m.length - FIRST_RECORD))
                .as("bytes after the question")
                .containsExactly(11, 0);
    }

    @Test
    void that_there_is_no_such_name_is_believed_of_the_first_one() {
        server.on(NAME, A, Answer.of(NXDOMAIN).soa(60, 60));
        Task<Addresses> asked = ask();
        time.until(asked::isDone, "the end");

        assertThat(message(asked)).isEqualTo("cannot resolve a.test: no such host");
        assertThat(second.questions()).isEmpty();
    }

    // ---- by TCP

    @Test
    void what_is_too_long_for_udp_is_asked_for_by_tcp() {
        String[] many = new String[200];
        Arrays.setAll(many, i -> "192.0.2." + i);
        server.on(NAME, A, addresses(NAME, 60, many).truncated());

        assertThat(found())
                .as("as many as may be tried")
                .hasSize(DnsAnswer.MAX_ADDRESSES)
                .startsWith("192.0.2.0", "192.0.2.1");
        assertThat(server.queries()).filteredOn(Query::tcp).hasSize(1);
    }

    static Stream<Named<UnaryOperator<byte[]>>> wrongByTcp() {
        return Stream.concat(
                Stream.concat(malformed(), notOurs()), Stream.of(named("too long again", m -> with(m, 2, m[2] | 2))));
    }

    @ParameterizedTest
    @MethodSource("wrongByTcp")
    void what_is_wrong_by_tcp_or_the_end_of_the_connection_leads_to_the_next_one(UnaryOperator<byte[]> made) {
        server.on(NAME, A, addresses(NAME, 60, "192.0.2.1").truncated().overTcp(made));

        assertThat(found()).containsExactly("192.0.2.2");
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void who_is_silent_by_tcp_has_as_long_as_by_udp() {
        server.on(NAME, A, addresses(NAME, 60, "192.0.2.1").truncated().silentOverTcp());
        Task<Addresses> asked = ask();
        time.until(() -> server.queries().stream().anyMatch(Query::tcp), "the question by TCP");
        time.turns(50);

        time.advance(NameServers.DEFAULT_LIMIT);

        assertThat(texts(time.run(asked))).containsExactly("192.0.2.2");
    }

    private static String message(Task<?> failed) {
        return FetchFailure.errorOf(Objects.requireNonNull(failed.exception())).message();
    }
}
