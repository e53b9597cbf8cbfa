package dev.simul.fetch;

import static dev.simul.fetch.ScriptedFetcher.failed;
import static dev.simul.fetch.ScriptedFetcher.status;
import static dev.simul.fetch.ScriptedFetcher.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.http.Reply;
import dev.simul.result.Blame;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.result.Phase;
import dev.simul.task.Promise;
import dev.simul.task.Task;
import dev.simul.task.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Troubles that are nobody's but ours, from the request to what is said of them. */
class OurTroublesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final FetchError NO_WAY = new FetchError.Connect("a", "network is unreachable", Blame.NETWORK);
    private static final FetchError NO_FILE = new FetchError.Connect("a", "too many open files", Blame.FILES);
    private static final FetchError SLOW = new FetchError.Timeout(Phase.CONNECT, Duration.ofSeconds(10));
    private static final FetchError REFUSED = new FetchError.Connect("a", "connection refused");

    private final VirtualTime time = VirtualTime.open();
    private final ScriptedFetcher web = new ScriptedFetcher(time.loop());
    private final List<String> said = new ArrayList<>();
    private final List<String> reached = new ArrayList<>();
    private final List<Task<Reply>> fetches = new ArrayList<>();
    private Promise<Boolean> reaching = time.loop().promise();

    private final Admission admission =
            new Admission(time.loop(), AdmissionLimits.fixed(100, AdmissionLimits.NO_LIMIT), ScriptedFetcher.CLOCK);
    private NetworkWatch network = watch(PATIENCE);

    private NetworkWatch watch(Duration patience) {
        NetworkWatch made = new NetworkWatch(
                time.loop(),
                admission,
                origin -> {
                    reached.add(origin.hostAndPort() + " at " + time.elapsed().toSeconds());
                    reaching = time.loop().promise();
                    return reaching;
                },
                patience);
        FetchListener listener = new FetchListener() {
            @Override
            public void onShortOfFiles() {
                said.add("short of files");
            }

            @Override
            public void onNetworkGone(String detail) {
                said.add("gone: " + detail);
            }

            @Override
            public void onNetworkBack(Duration after) {
                said.add("back after " + after.toSeconds());
            }

            @Override
            public void onNetworkLost(Duration after) {
                said.add("lost after " + after.toSeconds());
            }
        };
        made.listener(listener);
        admission.listener(listener);
        return made;
    }

    @AfterEach
    void nothingIsLeft() {
        network.close();
        for (Task<Reply> each : fetches) each.cancel();
        time.runReady();
        assertThat(time.loop().pendingTimers()).isZero();
        time.close();
    }

    private Task<Reply> fetch(String url) {
        FetchCall call = web.call(url);
        Fetcher admitted = new AdmittedFetcher(time.loop(), web, admission);
        RetryPolicy never = new RetryPolicy(0, () -> 0L, ScriptedFetcher.CLOCK);
        RetryBudget budget = new RetryBudget(time.loop(), 0, 1);
        OurTroubles troubles = new OurTroubles(admission, network);
        Task<Reply> task = new RetryFetcher(time.loop(), admitted, never, budget, troubles).fetch(call.start(), call);
        task.addDoneCallback(done -> call.giveBack());
        fetches.add(task);
        time.runReady();
        return task;
    }

    private void fetch(int count) {
        for (int i = 0; i < count; i++) fetch("http://h" + i + ".test/");
    }

    private void answer(Reply reply) {
        web.answer(reply);
        time.runReady();
    }

    private void answer(int count, FetchError error) {
        for (int i = 0; i < count; i++) answer(failed(error));
    }

    private void somebodyAnswers() {
        fetch("http://good.test/");
        answer(status(200));
    }

    private void reach(FetchError error) {
        reaching.tryFail(new FetchFailure(error));
        time.runReady();
    }

    private void reach() {
        reaching.tryComplete(true);
        time.runReady();
    }

    // ---- the network

    @Test
    void some_failures_are_those_of_hosts() {
        somebodyAnswers();
        fetch(2 * NetworkWatch.SUSPICIOUS);
        answer(NetworkWatch.SUSPICIOUS - 1, NO_WAY);
        answer(status(404));
        answer(NetworkWatch.SUSPICIOUS - 1, NO_WAY);
        answer(status(200));

        assertThat(fetches).allMatch(Task::isSucceeded);
        assertThat(reached).isEmpty();
    }

    @Test
    void several_in_a_row_have_the_host_asked_that_answered_last_and_others_wait_for_what_it_says() {
        somebodyAnswers();
        fetch(NetworkWatch.SUSPICIOUS);
        answer(NetworkWatch.SUSPICIOUS, NO_WAY);

        assertThat(reached).containsExactly("good.test:80 at 0");
        fetch("http://next.test/");
        assertThat(web.open).isEmpty();
        assertThat(said).isEmpty();

        reach(REFUSED);

        assertThat(said).as("it was not the network").isEmpty();
        assertThat(web.open)
                .as("the one whose failure was too much, and the next")
                .hasSize(2);
        answer(failed(NO_WAY));
        answer(status(200));
        assertThat(fetches).allMatch(Task::isSucceeded);
    }

    @Test
    void a_suspicion_that_was_wrong_makes_the_next_one_slower() {
        somebodyAnswers();
        fetch(NetworkWatch.SUSPICIOUS);
        answer(NetworkWatch.SUSPICIOUS, NO_WAY);
        reach();
        fetch(3 * NetworkWatch.SUSPICIOUS - 2);
        answer(3 * NetworkWatch.SUSPICIOUS - 1, NO_WAY);

        assertThat(reached).hasSize(1);
    }

    @Test
    void somebody_elses_answer_ends_a_wait_silently_and_makes_the_next_suspicion_slower() {
        somebodyAnswers();
        fetch(NetworkWatch.SUSPICIOUS);
        answer(NetworkWatch.SUSPICIOUS, NO_WAY);
        reach(NO_WAY);
        assertThat(said).containsExactly("gone: cannot connect to a: network is unreachable");

        network.isThere();
        time.runReady();

        assertThat(said).as("nobody is told").hasSize(1);
        assertThat(web.open).as("the one whose failure was too much").hasSize(1);
        answer(status(200));
        fetch(3 * NetworkWatch.SUSPICIOUS);
        answer(3 * NetworkWatch.SUSPICIOUS, NO_WAY);
        assertThat(reached).as("not asked again").hasSize(1);
        network.isThere();
        assertThat(said).hasSize(1);
    }

    @Test
    void a_network_that_is_gone_is_waited_for_and_no_failure_counts_meanwhile() {
        somebodyAnswers();
        fetch(20);
        answer(20, NO_WAY);
        reach(NO_WAY);

        assertThat(said).containsExactly("gone: cannot connect to a: network is unreachable");
        assertThat(fetches).filteredOn(Task::isDone).hasSize(1 + NetworkWatch.SUSPICIOUS - 1);
        assertThat(web.open).isEmpty();

        time.advance(Duration.ofSeconds(1));
        reach(SLOW);
        time.advance(Duration.ofSeconds(2));
        reach(NO_WAY);
        time.advance(Duration.ofSeconds(4));
        assertThat(reached)
                .containsExactly("good.test:80 at 0", "good.test:80 at 1", "good.test:80 at 3", "good.test:80 at 7");
        reach();

        assertThat(said).last().isEqualTo("back after 7");
        while (!web.open.isEmpty()) answer(status(200));
        assertThat(fetches).allMatch(Task::isSucceeded);
    }

    @Test
    void an_answer_that_comes_after_all_says_that_it_is_back() {
        somebodyAnswers();
        fetch(NetworkWatch.SUSPICIOUS + 1);
        answer(NetworkWatch.SUSPICIOUS, NO_WAY);
        reach(NO_WAY);

        answer(status(200));

        assertThat(said).last().isEqualTo("back after 0");
        answer(status(200));
        assertThat(fetches).allMatch(Task::isSucceeded);
        assertThat(reaching.isCancelled() || reaching.isDone()).isTrue();
    }

    @Test
    void host_that_has_answered_proves_that_there_is_a_network() {
        assertThat(network.prove().result()).as("nobody has answered yet").isFalse();
        somebodyAnswers();

        Task<Boolean> connected = network.prove();
        reach();
        Task<Boolean> refused = network.prove();
        reach(REFUSED);
        Task<Boolean> noWay = network.prove();
        reach(NO_WAY);
        Task<Boolean> silent = network.prove();
        time.advance(NetworkWatch.PROOF);

        assertThat(List.of(connected, refused, noWay, silent))
                .extracting(Task::result)
                .containsExactly(true, true, false, false);
        assertThat(reached).hasSize(4).allMatch(each -> each.startsWith("good.test:80"));
        assertThat(said).isEmpty();
    }

    @Test
    void patience_has_an_end() {
        somebodyAnswers();
        fetch(NetworkWatch.SUSPICIOUS);
        answer(NetworkWatch.SUSPICIOUS, NO_WAY);
        reach(NO_WAY);
        for (int i = 0; i < 100 && said.size() < 2; i++) {
            time.advance(NetworkWatch.LONGEST_PAUSE);
            reach(NO_WAY);
        }

        assertThat(said).last().isEqualTo("lost after 300");
        assertThat(time.elapsed()).isBetween(PATIENCE, PATIENCE.plus(NetworkWatch.LONGEST_PAUSE));
        assertThat(web.open).isEmpty();
    }

    @Test
    void who_says_nothing_is_not_waited_for_longer_than_there_is_patience() {
        somebodyAnswers();
        fetch(NetworkWatch.SUSPICIOUS);
        answer(NetworkWatch.SUSPICIOUS, NO_WAY);
        time.advance(PATIENCE);

        assertThat(said).containsExactly("gone: cannot connect to a: network is unreachable", "lost after 300");
        assertThat(reaching.isCancelled()).isTrue();
    }

    @Test
    void time_outs_are_a_sign_only_where_there_is_somebody_to_ask() {
        fetch(NetworkWatch.SUSPICIOUS_AT_FIRST + 10);
        answer(NetworkWatch.SUSPICIOUS_AT_FIRST + 10, SLOW);
        assertThat(reached).isEmpty();

        somebodyAnswers();
        fetch(NetworkWatch.SUSPICIOUS);
        answer(NetworkWatch.SUSPICIOUS, SLOW);
        assertThat(reached).hasSize(1);
        reach();
    }

    @Test
    void a_crawl_that_begins_without_a_network_does_not_burn_through_its_list() {
        fetch(100);
        answer(NetworkWatch.SUSPICIOUS_AT_FIRST, NO_WAY);

        assertThat(reached).containsExactly("h49.test:80 at 0");
    }

    @Test
    void without_patience_all_failures_count() {
        network = watch(Duration.ZERO);
        somebodyAnswers();
        fetch(100);
        answer(100, NO_WAY);

        assertThat(fetches).allMatch(Task::isSucceeded);
        assertThat(reached).isEmpty();
    }

    // ---- files

    @Test
    void where_files_are_short_fewer_are_in_flight_and_nobody_fails() {
        fetch(10);
        for (int i = 0; i < 4; i++) answer(status(200));
        assertThat(admission.inFlight()).isEqualTo(6);

        answer(failed(NO_FILE));

        assertThat(said).containsExactly("short of files");
        assertThat(admission.allowed()).isEqualTo(5);
        assertThat(web.open).as("the sixth waits for one of the others").hasSize(5);
        while (!web.open.isEmpty()) answer(status(200));
        assertThat(fetches)
                .allMatch(Task::isSucceeded)
                .allMatch(task -> task.result().error() == null);
        assertThat(web.asked).hasSize(11);
    }

    @Test
    void all_that_find_no_file_at_once_leave_as_many_as_did() {
        fetch(100);
        for (int i = 0; i < 60; i++) {
            Promise<Reply> last = web.open.removeLast();
            last.tryComplete(failed(NO_FILE));
        }
        time.runReady();

        assertThat(admission.allowed()).isEqualTo(40);
        assertThat(web.open).hasSize(40);
        while (!web.open.isEmpty()) answer(status(200));
        assertThat(fetches).extracting(Task::result).extracting(Reply::error).containsOnlyNulls();
        assertThat(said).hasSize(1);
    }

    @Test
    void later_it_is_tried_whether_there_are_more_again() {
        fetch(10);
        answer(failed(NO_FILE));
        while (!web.open.isEmpty()) answer(status(200));
        int few = admission.allowed();

        for (int i = 0; i < 3 * few; i++) {
            fetch("http://more.test/");
            answer(status(200));
        }

        assertThat(admission.allowed()).isBetween(few + 2, few + 3);
    }

    @Test
    void who_is_alone_and_finds_no_file_has_failed() {
        Task<Reply> task = fetch("http://a.test/");
        answer(failed(NO_FILE));

        assertThat(task.result().error()).isEqualTo(NO_FILE);
    }
}
