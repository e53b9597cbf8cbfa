package dev.simul.fetch;

import static dev.simul.serve.Reply.respond;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.ErrorKind;
import dev.simul.serve.Fault;
import dev.simul.serve.Reply;
import dev.simul.serve.ScriptedServer;
import dev.simul.testing.ClientFixture;
import dev.simul.testing.Fetched;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cookies along a chain of redirects, over real connections; every host is at the same server. */
class CookiesTest {
    private final ScriptedServer server = ScriptedServer.start();

    @RegisterExtension
    final ClientFixture client = new ClientFixture()
            .maxRedirects(5)
            .retries(2)
            .trusting(server.authority())
            .everythingAt(server.address());

    @AfterEach
    void stop() {
        server.close();
    }

    private static Reply redirect(String location, String... cookies) {
        Reply reply = respond(302);
        for (String cookie : cookies) reply.header("Set-Cookie", cookie);
        return reply.header("Location", location);
    }

    /** The {@code Cookie} field of each request. */
    private List<@Nullable String> sent() {
        List<@Nullable String> cookies = new ArrayList<>();
        server.requests().forEach(request -> cookies.add(request.header("Cookie")));
        return cookies;
    }

    @Test
    void a_page_that_sets_a_cookie_and_redirects_to_itself_lets_in_who_brings_it() {
        server.on(
                "http://a.test/",
                redirect("/", "seen=1; Path=/; HttpOnly"),
                respond(200).body("in"));

        Fetched fetched = client.fetch("http://a.test/");

        assertThat(fetched.text()).isEqualTo("in");
        assertThat(fetched.answer().redirects()).containsExactly("http://a.test/");
        assertThat(sent()).containsExactly(null, "seen=1");
    }

    @Test
    void what_one_host_sets_another_does_not_see() {
        server.on("http://a.test/", redirect("http://b.test/", "a=1"))
                .on("http://b.test/", redirect("http://www.a.test/", "b=2"))
                .on("http://www.a.test/", redirect("http://a.test/x", "all=3; Domain=a.test"))
                .on("http://a.test/x", respond(200));

        assertThat(client.fetch("http://a.test/").status()).isEqualTo(200);
        assertThat(sent()).containsExactly(null, null, null, "a=1; all=3");
    }

    @Test
    void what_is_secure_does_not_go_out_in_the_clear() {
        server.on("https://a.test/", redirect("http://a.test/x", "s=1; Secure", "p=2"))
                .on("http://a.test/x", redirect("https://a.test/y", "s=evil"))
                .on("https://a.test/y", respond(200));

        assertThat(client.fetch("https://a.test/").status()).isEqualTo(200);
        assertThat(sent()).containsExactly(null, "p=2", "s=1; p=2");
    }

    @Test
    void what_the_user_gave_comes_first_and_stays_with_its_origin() {
        client.header("Cookie", "mine=0");
        server.on("http://a.test/", redirect("http://a.test/x", "a=1"))
                .on("http://a.test/x", redirect("http://b.test/y", "b=2; Domain=b.test"))
                .on("http://b.test/y", redirect("http://b.test/z", "c=3"))
                .on("http://b.test/z", respond(200));

        assertThat(client.fetch("http://a.test/").status()).isEqualTo(200);
        assertThat(sent()).containsExactly("mine=0", "mine=0; a=1", null, "c=3");
    }

    @Test
    void a_cookie_field_without_a_value_means_none_at_all() {
        client.header("Cookie", "");
        server.on("http://a.test/", redirect("/", "a=1"), respond(200));

        Fetched fetched = client.fetch("http://a.test/");

        assertThat(fetched.errorKind()).isEqualTo(ErrorKind.REDIRECT);
        assertThat(fetched.message()).startsWith("a redirect loop: ");
        assertThat(sent()).containsOnlyNulls();
    }

    @Test
    void a_hop_that_is_tried_again_sends_what_it_sent_before() {
        server.on("http://a.test/", redirect("/x", "a=1"))
                .on(
                        "http://a.test/x",
                        respond(503).header("Set-Cookie", "b=2"),
                        Reply.raw("HTTP/1.1").then(Fault.CLOSE),
                        redirect("/y", "c=3"))
                .on("http://a.test/y", respond(200));

        Fetched fetched = client.fetch("http://a.test/");

        assertThat(fetched.status()).isEqualTo(200);
        assertThat(fetched.effort().attempts()).isEqualTo(3);
        assertThat(sent()).containsExactly(null, "a=1", "a=1", "a=1", "a=1; c=3");
    }

    @Test
    void the_next_url_of_the_list_is_a_visitor_of_its_own() {
        server.on("http://a.test/", redirect("/x", "a=1"), respond(200))
                .on("http://a.test/x", respond(200).header("Set-Cookie", "b=2"));

        client.fetch("http://a.test/");
        client.fetch("http://a.test/");

        assertThat(sent()).containsExactly(null, "a=1", null);
    }

    @Test
    void a_redirect_that_breaks_off_in_its_body_has_set_its_cookies() {
        client.retries(0);
        server.on(
                "http://a.test/",
                redirect("/", "a=1").contentLength(100).body("x").then(Fault.CLOSE),
                respond(200));

        assertThat(client.fetch("http://a.test/").status()).isEqualTo(200);
        assertThat(sent()).containsExactly(null, "a=1");
    }

    @Test
    void bytes_beyond_ascii_come_back_as_they_were() {
        server.on("http://a.test/", redirect("/", "a=\u00c3\u00a9\u00ff"), respond(200));

        client.fetch("http://a.test/");

        assertThat(sent()).containsExactly(null, "a=\u00c3\u00a9\u00ff");
    }

    @Test
    void where_redirects_are_answers_there_are_no_cookies() {
        client.maxRedirects(0);
        server.on("http://a.test/", redirect("/", "a=1"));

        assertThat(client.fetch("http://a.test/").status()).isEqualTo(302);
        assertThat(sent()).containsExactly((String) null);
    }

    @Test
    void two_sites_that_send_their_visitors_to_and_fro_are_satisfied_in_the_end() {
        server.on("http://shop.test/", redirect("http://login.test/"), redirect("http://login.test/"))
                .on(
                        "http://login.test/",
                        redirect("http://shop.test/", "session=1"),
                        redirect("http://shop.test/enter?ticket=2"))
                .on("http://shop.test/enter?ticket=2", redirect("http://shop.test/", "ticket=2; Path=/"))
                .on("http://shop.test/", redirect("http://login.test/"), redirect("http://login.test/"), respond(200));

        Fetched fetched = client.fetch("http://shop.test/");

        assertThat(fetched.status()).isEqualTo(200);
        assertThat(fetched.answer().redirects()).hasSize(5);
        assertThat(sent()).containsExactly(null, null, null, "session=1", null, "ticket=2");
    }
}
