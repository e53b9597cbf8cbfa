package dev.simul.fetch;

import static dev.simul.serve.Reply.raw;
import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.ErrorKind;
import dev.simul.serve.Fault;
import dev.simul.serve.Reply;
import dev.simul.serve.ScriptedServer;
import dev.simul.serve.SeenRequest;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 section 15.4, over real connections; every host is at the same server. */
class RedirectTest {
    private final ScriptedServer server = ScriptedServer.start();

    @RegisterExtension
    final ClientFixture client = new ClientFixture().maxRedirects(3).everythingAt(server.address());

    @AfterEach
    void stop() {
        server.close();
    }

    private static Reply redirect(String location) {
        return respond(302).header("Location", location);
    }

    private List<String> targets() {
        return server.requests().stream().map(SeenRequest::target).toList();
    }

    @Test
    void a_redirect_is_followed_and_told_of() {
        server.on("http://a.test/x", redirect("http://b.test/y#part").body("moved"))
                .on("http://b.test/y", respond(200).body("here"));

        Fetched fetched = client.fetch("http://a.test/x#top");

        assertThat(fetched.text()).isEqualTo("here");
        assertThat(fetched.events()).containsExactly("head 302", "body 5", "head 200", "body 4", "whole");
        assertThat(fetched.answer().redirects()).containsExactly("http://a.test/x");
        assertThat(fetched.answer().finalUrl()).isEqualTo("http://b.test/y");
        assertThat(fetched.effort().attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void these_statuses_redirect(int status) {
        server.on("/a", respond(status).header("Location", "/b")).on("/b", respond(200));

        assertThat(client.fetch("http://a.test/a").status()).isEqualTo(200);
        assertThat(server.requests()).allMatch(request -> request.method().equals("GET"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 300, 304, 305, 306, 404, 503})
    void these_do_not_even_with_a_location(int status) {
        server.on("/a", respond(status).header("Location", "/b"));

        Fetched fetched = client.fetch("http://a.test/a");

        assertThat(fetched.status()).isEqualTo(status);
        assertThat(fetched.error()).isNull();
        assertThat(fetched.answer().redirects()).isEmpty();
        assertThat(targets()).containsExactly("/a");
    }

    @ParameterizedTest
    @CsvSource({
        "c, http://a.test/dir/c",
        "./c, http://a.test/dir/c",
        "../c, http://a.test/c",
        "/c, http://a.test/c",
        "?c, http://a.test/dir/b?c",
        "//b.test/c, http://b.test/c",
        "HTTP://B.TEST:80/c, http://b.test/c",
        "\\c, http://a.test/c",
        "http:c, http://a.test/dir/c",
        "/c d, http://a.test/c%20d",
        "' /c ', http://a.test/c",
    })
    void a_location_is_resolved_as_browsers_do(String location, String expected) {
        server.on("http://a.test/dir/b", redirect(location)).on(expected, respond(200));

        Fetched fetched = client.fetch("http://a.test/dir/b");

        assertThat(fetched.answer().finalUrl()).isEqualTo(expected);
        assertThat(fetched.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/caf\u00c3\u00a9", "/caf\u00e9", "/caf%C3%A9"})
    void a_location_beyond_ascii_is_utf_8_or_else_iso_8859_1(String location) {
        server.on("/a", redirect(location)).on("/caf%C3%A9", respond(200));

        assertThat(client.fetch("http://a.test/a").status()).isEqualTo(200);
    }

    @Test
    void of_two_locations_the_first_one_counts() {
        server.on("/a", redirect("/b").header("Location", "/c")).on("/b", respond(200));

        assertThat(client.fetch("http://a.test/a").status()).isEqualTo(200);
    }

    @Test
    void a_redirect_without_a_location_is_the_answer() {
        server.on("/a", respond(302).body("where to?"));

        Fetched fetched = client.fetch("http://a.test/a");

        assertThat(fetched.error()).isNull();
        assertThat(fetched.status()).isEqualTo(302);
        assertThat(fetched.text()).isEqualTo("where to?");
    }

    @Test
    void a_broken_body_does_not_keep_a_redirect_from_being_followed() {
        server.on("/a", redirect("/b").contentLength(100).body("x").then(Fault.CLOSE))
                .on(
                        "/b",
                        redirect("/c")
                                .header("Content-Encoding", "x-unheard-of")
                                .body("x"))
                .on("/c", respond(200));

        assertThat(client.fetch("http://a.test/a").events())
                .containsExactly("head 302", "body 1", "head 302", "head 200", "whole");
    }

    // ---- where it ends

    @Test
    void as_many_redirects_as_allowed_are_followed() {
        server.on("/0", redirect("/1"))
                .on("/1", redirect("/2"))
                .on("/2", redirect("/3"))
                .on("/3", respond(200));

        Fetched fetched = client.fetch("http://a.test/0");

        assertThat(fetched.status()).isEqualTo(200);
        assertThat(fetched.answer().redirects())
                .containsExactly("http://a.test/0", "http://a.test/1", "http://a.test/2");
    }

    @Test
    void one_more_is_too_many_and_keeps_the_status() {
        for (int i = 0; i < 9; i++) server.on("/" + i, redirect("/" + (i + 1)));

        Fetched fetched = client.fetch("http://a.test/0");

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.REDIRECT);
        assertThat(fetched.message()).isEqualTo("more than 3 redirects");
        assertThat(fetched.status()).isEqualTo(302);
        assertThat(fetched.answer().finalUrl()).isEqualTo("http://a.test/3");
        assertThat(targets()).containsExactly("/0", "/1", "/2", "/3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "", "#elsewhere", "http://a.test:80/a"})
    void a_redirect_to_itself_is_a_loop(String location) {
        server.on("/a", redirect(location));

        Fetched fetched = client.fetch("http://a.test/a");

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.REDIRECT);
        assertThat(fetched.message()).startsWith("a redirect loop: back to http://a.test/a");
        assertThat(targets()).containsExactly("/a");
    }

    @Test
    void a_loop_is_found_when_it_closes() {
        server.on("/a", redirect("/b")).on("/b", redirect("/c")).on("/c", redirect("/b"));

        Fetched fetched = client.fetch("http://a.test/a");

        assertThat(fetched.message()).isEqualTo("a redirect loop: back to http://a.test/b");
        assertThat(targets()).containsExactly("/a", "/b", "/c");
    }

    @Test
    void without_redirects_a_redirect_is_the_answer() {
        client.maxRedirects(0);
        server.on("/a", redirect("/b"));

        Fetched fetched = client.fetch("http://a.test/a");

        assertThat(fetched.status()).isEqualTo(302);
        assertThat(fetched.error()).isNull();
        assertThat(fetched.answer().redirects()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ftp://a.test/x, ftp", "file:///etc/passwd, file", "javascript:alert(1), javascript", "data:x, data"})
    void a_redirect_to_another_scheme_is_not_followed(String location, String scheme) {
        server.on("/a", redirect(location));

        Fetched fetched = client.fetch("http://a.test/a");

        assertThat(fetched.message()).isEqualTo("a redirect to the scheme '" + scheme + "'");
        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.REDIRECT);
        assertThat(fetched.status()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://[::1/", "http://", "http://a.test:99999/", "http://a b/"})
    void a_location_that_is_no_url_is_not_followed(String location) {
        server.on("/a", redirect(location));

        Fetched fetched = client.fetch("http://a.test/a");

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.REDIRECT);
        assertThat(fetched.message()).startsWith("a redirect to '" + location + "', not a valid URL: ");
    }

    @Test
    void what_goes_wrong_after_a_redirect_is_told_of_the_last_hop() {
        server.on("/a", redirect("/b")).on("/b", raw("garbage").then(Fault.CLOSE));

        Fetched fetched = client.fetch("http://a.test/a");

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.PROTOCOL);
        assertThat(fetched.answer().hasStatus()).as("the last hop has none").isFalse();
        assertThat(fetched.answer().redirects()).containsExactly("http://a.test/a");
    }

    // ---- credentials

    @Test
    void credentials_are_not_sent_to_another_origin_but_again_to_their_own() {
        client.header("Authorization", "Bearer secret")
                .header("Cookie", "secret")
                .header("X-Other", "1");
        server.on("http://a.test/1", redirect("http://a.test/2"))
                .on("http://a.test/2", redirect("http://b.test/3"))
                .on("http://b.test/3", redirect("http://a.test/4"))
                .on("http://a.test/4", respond(200));

        assertThat(client.fetch("http://a.test/1").status()).isEqualTo(200);

        List<SeenRequest> requests = server.requests();
        assertThat(requests)
                .extracting(request -> request.header("Authorization"))
                .containsExactly("Bearer secret", "Bearer secret", null, "Bearer secret");
        assertThat(requests)
                .extracting(request -> request.header("Cookie"))
                .containsExactly("secret", "secret", null, "secret");
        assertThat(requests).extracting(request -> request.header("X-Other")).containsOnly("1");
        assertThat(requests)
                .extracting(request -> request.header("Host"))
                .containsExactly("a.test", "a.test", "b.test", "a.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://b.test/x", "http://a.test:8080/x", "http://sub.a.test/x"})
    void another_origin_is_one_with_another_host_or_port(String target) {
        client.header("Authorization", "secret");
        server.on("http://a.test/", redirect(target)).on("/x", respond(200));

        assertThat(client.fetch("http://a.test/").status()).isEqualTo(200);
        assertThat(server.requests().getLast().header("Authorization")).isNull();
    }

    @Test
    void user_and_password_of_a_location_are_for_its_own_host() {
        server.on("http://a.test/", redirect("http://user:pass@b.test/")).on("http://b.test/", respond(200));

        assertThat(client.fetch("http://u:p@a.test/").status()).isEqualTo(200);
        assertThat(server.requests())
                .extracting(request -> request.header("Authorization"))
                .containsExactly("Basic dTpw", "Basic dXNlcjpwYXNz");
    }

    @Test
    void user_and_password_of_the_url_do_not_follow_to_another_host() {
        server.on("http://a.test/", redirect("http://b.test/")).on("http://b.test/", respond(200));

        assertThat(client.fetch("http://u:p@a.test/").status()).isEqualTo(200);
        assertThat(server.requests().getLast().header("Authorization")).isNull();
    }
}
