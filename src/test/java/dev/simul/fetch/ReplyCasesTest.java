package dev.simul.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.http.Reply;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import dev.simul.testing.RawPeer;
import dev.simul.testing.ReplyCase;
import dev.simul.testing.ReplyCase.Mode;
import dev.simul.testing.ReplyCase.Outcome;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The replies that four other clients are tested with, and those of our own table, over a real connection, in one piece and in many. */
class ReplyCasesTest {
    private static final RawPeer PEER = RawPeer.start();

    @RegisterExtension
    final ClientFixture client = new ClientFixture();

    @AfterAll
    static void stop() {
        PEER.close();
    }

    static Stream<Arguments> cases() {
        return ReplyCase.all().flatMap(reply -> reply.modes().stream().map(mode -> Arguments.of(reply, mode)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_reply_comes_out_as_it_may(ReplyCase reply, Mode mode) {
        String path = "/" + reply.id().replaceAll("[^\\w-]", "") + "/" + mode;
        PEER.on(path, reply.pieces(mode), reply.closes());

        Fetched fetched = client.maxRedirects(0).fetch(PEER.url(path));

        if (fetched.error() == null) {
            assertThat(reply.ok()).anyMatch(outcome -> isSame(outcome, fetched.reply()));
            if (reply.wireBytes() != null) {
                assertThat(fetched.reply().wireBytes()).isEqualTo(reply.wireBytes());
            }
            if (isPlain(reply)) assertThat(reply.text()).contains(fetched.latin1());
        } else {
            assertThat(reply.errorKinds())
                    .as(fetched.message())
                    .contains(fetched.error().kind().id());
            if (reply.errorStatus() != null) assertThat(fetched.status()).isEqualTo(reply.errorStatus());
        }
        assertThat(client.time().elapsed()).as("it ended by itself").isEqualTo(Duration.ZERO);
    }

    /** Whether the body stands in the reply as it is. */
    private static boolean isPlain(ReplyCase reply) {
        return !reply.text().toLowerCase(Locale.ROOT).contains("-encoding:");
    }

    private static boolean isSame(Outcome outcome, Reply reply) {
        boolean sameStatus = reply.head() != null && reply.head().status() == outcome.status();
        return sameStatus && (outcome.bytes() == null || outcome.bytes() == reply.bytes());
    }
}
