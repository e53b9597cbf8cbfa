package dev.simul.fetch;

import static dev.simul.serve.Reply.raw;
import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.ErrorKind;
import dev.simul.result.FetchError;
import dev.simul.serve.ScriptedServer;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LimitsTest {
    @RegisterExtension
    final ClientFixture client = new ClientFixture().maxBody(1000);

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_body_of_just_the_limit_is_whole() {
        server.on("/", respond(200).body("x".repeat(1000)));

        assertThat(client.fetch(server.url("/")).events()).containsExactly("head 200", "body 1000", "whole");
    }

    @Test
    void a_body_of_a_byte_more_is_too_large_and_keeps_what_fits() {
        server.on("/", respond(200).body("x".repeat(1001)));

        Fetched fetched = client.fetch(server.url("/"));

        assertThat(fetched.error()).isEqualTo(new FetchError.TooLarge("the body", 1000));
        assertThat(fetched.events()).containsExactly("head 200", "body 1000", "too_large");
        assertThat(fetched.reply().bytes()).isEqualTo(1000);
        assertThat(fetched.status()).isEqualTo(200);
        client.time().until(() -> server.stats().open() == 0, "the client to hang up");
    }

    @Test
    void it_is_the_decoded_body_that_counts() throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
            gzip.write(new byte[1_000_000]);
        }
        server.on("/", respond(200).header("Content-Encoding", "gzip").body(coded.toByteArray()));

        Fetched fetched = client.fetch(server.url("/"));

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.TOO_LARGE);
        assertThat(fetched.reply().bytes()).isEqualTo(1000);
        assertThat(fetched.reply().wireBytes()).isPositive().isLessThanOrEqualTo(coded.size());
    }

    @Test
    void content_codings_by_the_thousand_are_refused_before_they_take_memory() {
        server.on(
                "/",
                respond(200).header("Content-Encoding", "gzip,".repeat(10_000)).body("x"));

        Fetched fetched = client.fetch(server.url("/"));

        assertThat(fetched.error()).isEqualTo(new FetchError.Decode("gzip", "there are more than 5 codings"));
        assertThat(fetched.status()).isEqualTo(200);
    }

    @Test
    void a_limit_of_nothing_takes_empty_bodies_only() {
        client.maxBody(0);
        server.on("/empty", respond(200)).on("/full", respond(200).body("x"));

        assertThat(client.fetch(server.url("/empty")).error()).isNull();
        assertThat(client.fetch(server.url("/full")).error()).isEqualTo(new FetchError.TooLarge("the body", 0));
    }

    @Test
    void a_head_beyond_the_limit_has_no_status() {
        client.maxHead(500);
        server.on("/", raw("HTTP/1.1 200 OK\r\nA: " + "x".repeat(500) + "\r\n\r\n"));

        Fetched fetched = client.fetch(server.url("/"));

        assertThat(fetched.error()).isEqualTo(new FetchError.TooLarge("the head", 500));
        assertThat(fetched.answer().hasStatus()).isFalse();
        assertThat(fetched.events()).containsExactly("too_large");
    }
}
