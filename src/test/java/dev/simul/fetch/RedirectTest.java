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
import org.jspecify.annotations.Nullable;
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

    private static final String BASIC_U_P = "Basic dTpw";

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
    @CsvSource({
        "/caf\u00c3\u00a9, /caf%C3%A9",
        "/caf%C3%A9, /caf%C3%A9",
        "/?q=\u00c3\u00a9, /?q=%C3%A9",
        "/\u00ef\u00bf\u00bd, /%EF%BF%BD", // a replacement character that was meant
        "/caf\u00e9, /caf%E9",
        "/\u00c3\u00a9\u00e9, /%C3%A9%E9",
        "/\u00e9%20x?\u00ff, /%E9%20x?%FF",
        "http://m\u00c3\u00bcnchen.test/x, /x",
    })
    void a_location_beyond_ascii_is_utf_8_or_else_goes_back_byte_by_byte(String location, String expected) {
        server.on("/a", redirect(location)).on(expected, respond(200));

        assertThat(client.fetch("http://a.test/a").status()).isEqualTo(200);
        assertThat(targets()).endsWith(expected);
    }

    @ParameterizedTest
    @CsvSource({"/b, /c", "/b, /b", "'', /b"})
    void of_two_locations_the_first_one_that_says_something_counts(String first, String second) {
        server.on("/a", redirect(first).header("location", second)).on("/b", respond(200));

        assertThat(client.fetch("http://a.test/a").status()).isEqualTo(200);
    }

    @Test
    void tabs_in_a_location_do_not_count() {
        server.on("/a", redirect("\t/b\tc\t")).on("/bc", respond(200));

        assertThat(client.fetch("http://a.test/a").status()).isEqualTo(200);
    }

    @Test
    void a_refresh_is_no_redirect() {
        server.on("/a", respond(200).header("Refresh", "0; url=/b"));

        assertThat(client.fetch("http://a.test/a").answer().redirects()).isEmpty();
        assertThat(targets()).containsExactly("/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Location: /b", "Location:", "Location:  \t "})
    void a_redirect_without_a_location_is_the_answer(String field) {
        String[] nameAndValue = field.split(":", 2);
        server.on("/a", respond(302).header(nameAndValue[0], nameAndValue[1]).body("where to?"));

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
    @ValueSource(strings = {"/a", "#", "#elsewhere", "http://a.test:80/a"})
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
        assertThat(authorizations()).containsExactly(BASIC_U_P, "Basic dXNlcjpwYXNz");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://b.test/x",
                "//b.test/x",
                "http://a.test:8080/x",
                "http://sub.a.test/x",
                "https://a.test/x"
            })
    void user_and_password_of_the_url_do_not_follow_to_another_origin(String target) {
        client.trusting(server.authority());
        server.on("http://a.test/", redirect(target)).on("/x", respond(200));

        assertThat(client.fetch("http://u:p@a.test/").status()).isEqualTo(200);
        assertThat(authorizations()).containsExactly(BASIC_U_P, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x", "x", "//a.test/x", "http://a.test/x", "http://A.TEST:80/x"})
    void but_they_stay_with_their_own_however_it_is_written(String target) {
        server.on("http://a.test/", redirect(target)).on("/x", respond(200));

        assertThat(client.fetch("http://u:p@a.test/").status()).isEqualTo(200);
        assertThat(authorizations()).containsExactly(BASIC_U_P, BASIC_U_P);
    }

    @Test
    void they_are_sent_again_when_the_chain_comes_back() {
        server.on("http://a.test/", redirect("http://b.test/"))
                .on("http://b.test/", redirect("http://a.test/x"))
                .on("http://a.test/x", respond(200));

        Fetched fetched = client.fetch("http://u:p@a.test/");

        assertThat(authorizations()).containsExactly(BASIC_U_P, null, BASIC_U_P);
        assertThat(fetched.answer().finalUrl()).as("as the Location has it").isEqualTo("http://a.test/x");
    }

    @Test
    void those_of_a_location_stay_with_its_origin() {
        server.on("http://a.test/", redirect("http://u:p@b.test/x"))
                .on("http://b.test/x", redirect("http://b.test/y"))
                .on("http://b.test/y", redirect("http://a.test/z"))
                .on("http://a.test/z", respond(200));

        assertThat(client.fetch("http://a.test/").status()).isEqualTo(200);
        assertThat(authorizations()).containsExactly(null, BASIC_U_P, BASIC_U_P, null);
    }

    @Test
    void a_page_that_redirects_to_itself_with_a_password_is_no_loop() {
        server.on("http://a.test/", redirect("http://u:p@a.test/"), respond(200));

        assertThat(client.fetch("http://a.test/").status()).isEqualTo(200);
        assertThat(authorizations()).containsExactly(null, BASIC_U_P);
    }

    @Test
    void a_page_that_drops_a_password_that_comes_all_the_same_is_one() {
        server.on("http://a.test/", redirect("http://a.test/"));

        assertThat(client.fetch("http://u:p@a.test/").message()).startsWith("a redirect loop: ");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"http://a.test/, https://a.test/x", "https://a.test/, http://a.test/x"})
    void another_scheme_is_another_origin(String from, String to) {
        client.trusting(server.authority())
                .header("Authorization", "secret")
                .header("Proxy-Authorization", "secret")
                .header("Cookie", "secret");
        server.on(from, redirect(to)).on(to, respond(200));

        assertThat(client.fetch(from).status()).isEqualTo(200);
        assertThat(server.requests().getLast().headerNames())
                .doesNotContain("Authorization", "Proxy-Authorization", "Cookie");
    }

    private List<@Nullable String> authorizations() {
        return server.requests().stream()
                .<@Nullable String>map(request -> request.header("Authorization"))
                .toList();
    }
}
