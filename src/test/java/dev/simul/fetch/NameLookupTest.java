package dev.simul.fetch;

import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.ErrorKind;
import dev.simul.result.FetchError;
import dev.simul.serve.ScriptedServer;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the host of a URL to an address, as far as no name server is needed. */
class NameLookupTest {
    @RegisterExtension
    final ClientFixture client = new ClientFixture();

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere.invalid", "NOWHERE.INVALID", "a.b.invalid.", "invalid"})
    void names_that_are_reserved_as_invalid_have_no_address(String host) {
        Fetched fetched = client.fetch("http://" + host + "/");

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.DNS);
        assertThat(fetched.message()).endsWith(": no such host");
        assertThat(fetched.answer().remote()).isNull();
        assertThat(fetched.events()).containsExactly("dns");
    }

    @Test
    void a_name_that_no_name_server_could_be_asked_for_has_no_address() {
        String host = "a".repeat(64) + ".test";

        Fetched fetched = client.fetch("http://" + host + "/");

        assertThat(fetched.error()).isInstanceOf(FetchError.Dns.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0x7f.1", "2130706433"})
    void an_address_is_not_looked_up_however_it_is_written(String host) {
        server.on("/", respond(200));

        Fetched fetched = client.fetch("http://" + host + ":" + server.port() + "/");

        assertThat(fetched.status()).isEqualTo(200);
        assertThat(fetched.answer().remote()).isEqualTo("127.0.0.1:" + server.port());
        assertThat(fetched.reply().timing().dnsNanos())
                .as("there was nothing to look up")
                .isNegative();
    }

    @Test
    void localhost_is_found_without_asking_anybody() {
        server.on("/", respond(200));

        Fetched fetched = client.fetch("http://localhost:" + server.port() + "/");

        assertThat(fetched.status()).isEqualTo(200);
        assertThat(server.requests().getFirst().header("Host")).isEqualTo("localhost:" + server.port());
    }

    @Test
    void a_redirect_to_a_name_without_an_address_is_told_as_such() {
        server.on("/", respond(302).header("Location", "http://nowhere.invalid/x"));

        Fetched fetched = client.fetch(server.url("/"));

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.DNS);
        assertThat(fetched.answer().redirects()).containsExactly(server.url("/"));
        assertThat(fetched.answer().finalUrl()).isNull();
    }
}
