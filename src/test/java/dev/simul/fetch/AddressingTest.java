package dev.simul.fetch;

import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.ErrorKind;
import dev.simul.serve.ScriptedServer;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where connections go, and where they do not. */
class AddressingTest {
    @RegisterExtension
    final ClientFixture client = new ClientFixture();

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_host_is_asked_where_the_user_says_it_is_and_by_its_own_name() {
        server.on("/", respond(200).body("hi"));
        client.resolve("a.invalid:80:127.0.0.1:" + server.port());

        Fetched fetched = client.fetch("http://a.invalid/");

        assertThat(fetched.text()).isEqualTo("hi");
        assertThat(fetched.answer().remote()).isEqualTo("127.0.0.1:" + server.port());
        assertThat(server.requests().getFirst().header("Host")).isEqualTo("a.invalid");
    }

    @Test
    void its_certificate_is_for_its_own_name() {
        server.on("/", respond(200).body("hi"));
        client.trusting(server.authority()).resolve("*:443:127.0.0.1:" + server.port());

        assertThat(client.fetch("https://a.test/").text()).isEqualTo("hi");
    }

    @Test
    void one_address_after_the_other_is_tried() {
        server.on("/", respond(200).body("hi"));
        client.resolve("a.test:80:[::1]:1,127.0.0.1:" + server.port());

        assertThat(client.fetch("http://a.test/").text()).isEqualTo("hi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"})
    void with_public_only_this_machine_is_not_connected_to_however_it_is_written(String host) {
        Fetched fetched = client.publicOnly().fetch("http://" + host + ":" + server.port() + "/");

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.BLOCKED);
        assertThat(fetched.message()).contains("is not connected to: it is a loopback address");
        assertThat(fetched.effort().attempts()).isOne();
        assertThat(server.stats().accepted()).isZero();
    }

    @Test
    void with_public_only_a_name_does_not_lead_around_it() {
        client.publicOnly().retries(2).resolve("public.test:80:127.0.0.1:" + server.port());

        Fetched fetched = client.fetch("http://public.test/");

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.BLOCKED);
        assertThat(fetched.effort().attempts()).isOne();
        assertThat(server.stats().accepted()).isZero();
    }

    @Test
    void of_several_addresses_the_forbidden_ones_are_left_out() {
        client.publicOnly().resolve("a.test:80:127.0.0.1:" + server.port() + ",10.0.0.1");

        Fetched fetched = client.fetch("http://a.test/");

        assertThat(fetched.message())
                .as("the first of them")
                .startsWith("127.0.0.1:" + server.port() + " is not connected to");
    }

    @Test
    void thousands_of_forbidden_addresses_are_one_refusal() {
        String many = "127.0.0.1,".repeat(5_000) + "127.0.0.1";

        Fetched fetched = client.publicOnly().resolve("a.test:80:" + many).fetch("http://a.test/");

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.BLOCKED);
    }
}
