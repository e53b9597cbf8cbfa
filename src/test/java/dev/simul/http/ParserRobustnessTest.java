package dev.simul.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.testing.ReplyCase;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, in whatever pieces: the same outcome, and no other exception than the documented one. */
class ParserRobustnessTest {
    private static final List<String> SEEDS = List.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 12\r\nContent-Type: text/html\r\n\r\nhello, world",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n",
            "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.0 404 Not Found\r\nA: b\r\n c\r\n\r\nbody",
            "\r\nHTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n");
    private static final String TELLING = "\r\n\t\0 :;,0159afHTP/.-chunked\u0080\u00ff";

    static Stream<ReplyCase> cases() {
        return ReplyCase.all().filter(reply -> reply.text().length() < 10_000);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void replies_of_other_clients_tests_and_ours_are_read_the_same_in_any_pieces(ReplyCase reply) {
        Parse.Outcome outcome = reply.closes() ? Parse.closed(reply.text()) : Parse.open(reply.text());

        assertThat(outcome.whole() || outcome.error() != null)
                .as("it has come to an end: " + outcome)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void replies_with_bytes_changed_lost_or_doubled_are_read_the_same_in_any_pieces(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 250; i++) {
            StringBuilder reply = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) change(reply, random);

            Parse.Outcome outcome = Parse.closed(reply.toString());

            assertThat(outcome.whole() || outcome.error() != null).isTrue();
        }
    }

    private static void change(StringBuilder reply, Random random) {
        int at = random.nextInt(reply.length());
        char telling = TELLING.charAt(random.nextInt(TELLING.length()));
        switch (random.nextInt(4)) {
            case 0 -> reply.setCharAt(at, telling);
            case 1 -> reply.insert(at, telling);
            case 2 -> reply.deleteCharAt(at).append(telling);
            default -> reply.insert(at, reply.substring(at, Math.min(reply.length(), at + 20)));
        }
    }
}
