package dev.simul.fetch;

import static dev.simul.fetch.ScriptedFetcher.redirect;
import static dev.simul.fetch.ScriptedFetcher.status;
import static dev.simul.fetch.ScriptedFetcher.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.http.Reply;
import dev.simul.result.FetchError;
import dev.simul.task.Task;
import dev.simul.task.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What of following redirects does not need a connection. */
class RedirectFetcherTest {
    private final VirtualTime time = VirtualTime.open();
    private final ScriptedFetcher web = new ScriptedFetcher(time.loop());
    private final FetchCall call = web.call("http://a.test/");

    @AfterEach
    void close() {
        time.close();
    }

    private Task<Reply> fetch(int maxRedirects) {
        Task<Reply> task = new RedirectFetcher(web, new RedirectPolicy(maxRedirects, true), Shard.ALL)
                .fetch(url("http://a.test/"), call);
        time.runReady();
        return task;
    }

    private void answer(Reply reply) {
        web.answer(reply);
        time.runReady();
    }

    @Test
    void a_hop_begins_when_the_one_before_has_ended() {
        Task<Reply> task = fetch(10);
        assertThat(web.open).hasSize(1);

        answer(redirect("/b"));
        assertThat(web.open).hasSize(1);
        answer(redirect("//c.test"));
        answer(status(200));

        assertThat(task.result()).isEqualTo(status(200));
        assertThat(web.asked).containsExactly("http://a.test/ at 0", "http://a.test/b at 0", "http://c.test/ at 0");
        assertThat(call.chain().redirects()).containsExactly("http://a.test/", "http://a.test/b");
    }

    @Test
    void a_redirect_that_is_refused_keeps_what_its_reply_said() {
        Task<Reply> task = fetch(10);
        Reply reply = redirect("mailto:x");

        answer(reply);

        assertThat(task.result().head()).isEqualTo(reply.head());
        assertThat(task.result().remote()).isEqualTo(reply.remote());
        assertThat(task.result().error()).isEqualTo(new FetchError.Redirect("a redirect to the scheme 'mailto'"));
    }

    @Test
    void a_long_location_is_quoted_in_part() {
        Task<Reply> task = fetch(10);

        answer(redirect("http://[" + "x".repeat(5000)));

        assertThat(String.valueOf(task.result().error()))
                .startsWith("Redirect[")
                .hasSizeLessThan(250);
    }

    @Test
    void a_cancel_is_passed_on_to_the_hop_under_way() {
        Task<Reply> task = fetch(10);
        answer(redirect("/b"));

        task.cancel();
        time.runReady();

        assertThat(task.isCancelled()).isTrue();
        assertThat(web.cancelled).containsExactly("http://a.test/b");
    }

    @Test
    void a_cancel_between_two_hops_prevents_the_next() {
        Task<Reply> task = fetch(10);

        web.answer(redirect("/b"));
        task.cancel();
        time.runReady();

        assertThat(task.isCancelled()).isTrue();
        assertThat(web.asked).hasSize(1);
    }

    @Test
    void less_than_no_redirects_make_no_sense() {
        assertThatThrownBy(() -> new RedirectPolicy(-1, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FetchPolicy(-1, 0, 0)).hasMessage("maxRedirects < 0: -1");
        assertThatThrownBy(() -> new FetchPolicy(0, -1, 0)).hasMessage("retries < 0: -1");
        assertThatThrownBy(() -> new FetchPolicy(0, 0, -1)).hasMessage("perHost < 0: -1");
    }
}
