package dev.simul.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.net.DnsMessageReader.MalformedException;
import dev.simul.testing.NameServer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions and replies as bytes. */
class DnsReplyTest {
    private static final DnsQuestion QUESTION = new DnsQuestion("A.test.", AddressFamily.IPV4);
    private static final int ID = 0xbeef;

    /** The records of a reply to {@link #QUESTION}. */
    private static byte[] reply(int flags, int answers, int authorities, byte[]... records) {
        byte[] question = NameServer.encode("a.test");
        int length = 12
                + question.length
                + 4
                + Arrays.stream(records).mapToInt(r -> r.length).sum();
        ByteBuffer reply = ByteBuffer.allocate(length);
        reply.putShort((short) ID).putShort((short) flags).putShort((short) 1);
        reply.putShort((short) answers).putShort((short) authorities).putShort((short) 0);
        reply.put(question).putShort((short) 1).putShort((short) 1);
        for (byte[] record : records) reply.put(record);
        return reply.array();
    }

    /** One whose owner is the name of the question, by a pointer. */
    private static byte[] record(int type, int dataClass, int ttl, byte... data) {
        ByteBuffer record = ByteBuffer.allocate(12 + data.length).putShort((short) 0xc00c);
        record.putShort((short) type).putShort((short) dataClass).putInt(ttl).putShort((short) data.length);
        return record.put(data).array();
    }

    private static DnsAnswer answer(byte[] message) throws MalformedException {
        DnsReply reply = DnsReply.to(QUESTION, ID, message);
        if (reply == null) throw new AssertionError("not taken for a reply");
        return DnsAnswer.of(reply, QUESTION);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) bytes[i] = (byte) values[i];
        return bytes;
    }

    @Test
    void a_question_is_written_as_the_rfc_has_it() {
        assertThat(new DnsQuestion("a.b.", AddressFamily.IPV6).message(0x1234, 0))
                .containsExactly(bytes(0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 'a', 1, 'b', 0, 0, 28, 0, 1));
    }

    @Test
    void the_size_that_fits_is_told_in_a_record_of_its_own() { // RFC 6891 section 6.1.2
        byte[] message = new DnsQuestion("a", AddressFamily.IPV4).message(0, 1232);

        assertThat(Arrays.copyOfRange(message, 12 + 3 + 4, message.length))
                .containsExactly(bytes(0, 0, 41, 0x04, 0xd0, 0, 0, 0, 0, 0, 0));
        assertThat(message[11]).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", ".a", "", "b\u00fccher.test"})
    void a_name_that_dns_does_not_have_is_no_question(String name) {
        assertThatThrownBy(() -> new DnsQuestion(name, AddressFamily.IPV4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_part_has_at_most_63_bytes_and_a_name_253_letters() {
        String part = "a".repeat(63);
        new DnsQuestion(part + "." + part + "." + part + "." + "a".repeat(61) + ".", AddressFamily.IPV4);

        assertThatThrownBy(() -> new DnsQuestion(part + "a", AddressFamily.IPV4))
                .hasMessage("a part of the name is longer than DNS allows");
        assertThatThrownBy(() ->
                        new DnsQuestion(part + "." + part + "." + part + "." + "a".repeat(62), AddressFamily.IPV4))
                .hasMessage("the name is longer than DNS allows");
    }

    @Test
    void only_records_of_the_internet_count() throws MalformedException {
        assertThat(answer(reply(
                                0x8180,
                                2,
                                0,
                                record(1, 3, 60, bytes(192, 0, 2, 9)),
                                record(1, 1, 60, bytes(192, 0, 2, 1))))
                        .addresses())
                .extracting(address -> address.getHostAddress())
                .containsExactly("192.0.2.1");
    }

    @Test
    void an_address_of_the_wrong_length_is_none() throws MalformedException {
        assertThat(answer(reply(0x8180, 1, 0, record(1, 1, 60, bytes(192, 0, 2))))
                        .trouble())
                .isEqualTo(DnsAnswer.NO_SUCH_HOST);
    }

    @Test
    void what_else_an_answer_has_is_skipped() throws MalformedException {
        byte[] signature = record(46, 1, 60, new byte[100]);
        assertThat(answer(reply(0x8180, 3, 0, signature, record(1, 1, 60, bytes(192, 0, 2, 1)), signature))
                        .addresses())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"60, 60", "3601, 3600", "2147483647, 3600", "-2147483648, 0", "-1, 0"})
    void times_are_31_bits_and_have_a_limit_of_ours(int given, long kept)
            throws MalformedException { // RFC 2181 section 8
        assertThat(answer(reply(0x8180, 1, 0, record(1, 1, given, bytes(192, 0, 2, 1))))
                        .ttlSeconds())
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"0x8183", "0x8180"})
    void that_there_is_no_address_is_remembered_as_the_soa_says_whichever_way_it_is_said(String flags)
            throws MalformedException { // RFC 2308 sections 2.1 and 2.2
        byte[] soa = record(6, 1, 100, new byte[] {0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 30});

        DnsAnswer answer = answer(reply(Integer.decode(flags), 0, 1, soa));

        assertThat(answer).isEqualTo(new DnsAnswer(answer.addresses(), 30, DnsAnswer.NO_SUCH_HOST));
        assertThat(answer(reply(Integer.decode(flags), 0, 0)).ttlSeconds()).isZero();
    }

    @Test
    void a_label_with_a_dot_in_it_is_not_two() throws MalformedException {
        byte[] owner = {6, 'a', '.', 't', 'e', 's', 't', 0};
        byte[] fields = record(1, 1, 60, bytes(192, 0, 2, 1));
        byte[] record = new byte[owner.length + fields.length - 2];
        System.arraycopy(owner, 0, record, 0, owner.length);
        System.arraycopy(fields, 2, record, owner.length, fields.length - 2);

        assertThat(answer(reply(0x8180, 1, 0, record)).addresses()).isEmpty();
    }

    @Test
    void who_is_in_charge_of_a_name_knows_that_it_has_no_address() throws MalformedException {
        assertThat(answer(reply(0x8500, 0, 0)).trouble()).isEqualTo(DnsAnswer.NO_SUCH_HOST);
        assertThat(answer(reply(0x8100, 0, 0)).isWorthAskingElsewhere()).isTrue();
        assertThat(answer(reply(0x8100, 1, 0, record(1, 1, 60, bytes(192, 0, 2, 1))))
                        .addresses())
                .hasSize(1);
    }

    @Test
    void an_soa_that_is_too_short_is_malformed() {
        assertThatThrownBy(() -> answer(reply(0x8183, 0, 1, record(6, 1, 100, bytes(0, 0, 0)))))
                .isInstanceOf(MalformedException.class);
    }

    /** Names that lead from one to the next, as far as there is room: each record has to be read, and in no time. */
    @Test
    void long_chains_of_pointers_are_no_way_to_keep_us_busy() {
        byte[] message = new byte[65_535];
        System.arraycopy(reply(0x8180, 0xffff, 0), 0, message, 0, 24);
        for (int at = 24; at + 2 <= 16_000; at += 2) {
            message[at] = (byte) (0xc0 | (at - 2) >> 8);
            message[at + 1] = (byte) (at - 2);
        }
        assertThatThrownBy(() -> DnsReply.to(QUESTION, ID, message)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new DnsMessageReader(message, 15_998).name()).hasMessage("a name goes in circles");
    }

    @Test
    void whatever_comes_is_read_or_refused() {
        byte[] whole = reply(
                0x8180,
                2,
                1,
                record(5, 1, 60, NameServer.encode("b.test")),
                record(1, 1, 60, bytes(192, 0, 2, 1)),
                record(6, 1, 100, new byte[22]));
        Random random = new Random(20_260_801);
        int read = 0;
        for (int round = 0; round < 50_000; round++) {
            byte[] message = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int changes = random.nextInt(6); changes > 0 && message.length > 4; changes--) {
                message[2 + random.nextInt(message.length - 2)] = (byte) random.nextInt();
            }
            try {
                DnsReply reply = DnsReply.to(QUESTION, ID, message);
                if (reply == null) continue;
                DnsAnswer.of(reply, QUESTION);
                read++;
            } catch (MalformedException refused) {
                assertThat(refused).hasMessageMatching("[a-z A-Z]+");
            }
        }
        assertThat(read).isGreaterThan(5_000);
    }
}
