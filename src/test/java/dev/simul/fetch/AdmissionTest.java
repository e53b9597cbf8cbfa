package dev.simul.fetch;

import static dev.simul.fetch.ScriptedFetcher.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.http.HeaderField;
import dev.simul.task.Promise;
import dev.simul.task.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final VirtualTime time = VirtualTime.open();
    private final List<String> admitted = new ArrayList<>();
    private final Map<String, Permit> permits = new HashMap<>();
    private int rooms;
    private Admission admission = admission(new AdmissionLimits(2, 0, 1, Duration.ZERO, false));

    private Admission admission(AdmissionLimits limits) {
        admission = new Admission(time.loop(), limits, ScriptedFetcher.CLOCK);
        admission.onRoom(() -> rooms++);
        return admission;
    }

    /** A line of host {@code a}, called {@code a1} for instance. */
    private void apply(String... names) {
        for (String name : names) {
            admission.apply(name.substring(0, 1), permit -> {
                admitted.add(name);
                permits.put(name, permit);
            });
        }
    }

    private Permit permit(String name) {
        Permit permit = permits.get(name);
        if (permit == null) throw new AssertionError(name + " has no permit");
        return permit;
    }

    private void end(String... names) {
        for (String name : names) over(permit(name));
    }

    private Promise<Permit> ask(String host) {
        return admission.ask(host, Duration.ZERO, null);
    }

    private static void over(Permit permit) {
        permit.end(status(200));
        permit.leave();
    }

    private List<String> taken() {
        List<String> taken = List.copyOf(admitted);
        admitted.clear();
        return taken;
    }

    @AfterEach
    void nothingIsLeft() {
        admission.dropFresh();
        for (Permit permit : permits.values()) permit.giveBack();
        time.advance(Duration.ofMinutes(5));
        assertThat(admission.inFlight()).isZero();
        assertThat(admission.fresh()).isZero();
        assertThat(admission.hosts()).as("hosts that are remembered").isZero();
        assertThat(time.loop().pendingTimers()).isZero();
        time.close();
    }

    // ---- how many

    @Test
    void a_busy_host_holds_up_no_other() {
        apply("a1", "a2", "a3", "b1");

        assertThat(taken()).containsExactly("a1", "b1");
        assertThat(admission.fresh()).isEqualTo(2);
    }

    @Test
    void there_are_no_more_than_allowed_in_all() {
        apply("a1", "b1", "c1");
        assertThat(taken()).containsExactly("a1", "b1");

        end("b1");
        assertThat(taken()).containsExactly("c1");
        assertThat(admission.mostInFlight()).isEqualTo(2);
    }

    @Test
    void hosts_take_turns_however_many_wait_for_each() {
        apply("a1", "b1", "a2", "a3", "a4", "c1", "c2", "d1");
        taken();
        List<String> order = new ArrayList<>();
        for (String running : List.of("a1", "b1", "c1", "d1", "a2", "c2", "a3")) {
            end(running);
            order.addAll(taken());
        }

        assertThat(order).containsExactly("c1", "d1", "a2", "c2", "a3", "a4");
    }

    @Test
    void of_one_host_whoever_came_first_goes_first() {
        apply("a1", "a2", "a3");
        end("a1");
        end("a2");

        assertThat(taken()).containsExactly("a1", "a2", "a3");
    }

    @Test
    void visits_that_have_begun_go_before_those_that_have_not() {
        apply("a1", "a2", "b1", "c1");
        taken();
        Promise<Permit> again = ask("a");
        Promise<Permit> elsewhere = ask("d");

        end("a1", "b1");
        assertThat(again.isDone()).isTrue();
        assertThat(elsewhere.isDone()).isTrue();
        assertThat(taken()).isEmpty();

        again.result().leave();
        elsewhere.result().leave();
        assertThat(taken()).containsExactlyInAnyOrder("a2", "c1");
    }

    @Test
    void who_gives_up_leaves_the_line() {
        apply("a1");
        Promise<Permit> gone = ask("a");
        Promise<Permit> next = ask("a");
        gone.cancel();

        end("a1");

        assertThat(next.isDone()).isTrue();
        next.result().leave();
    }

    @Test
    void a_permit_ends_once() {
        apply("a1", "a2", "a3");
        end("a1", "a1");
        permit("a1").giveBack();

        assertThat(admission.inFlight()).isOne();
    }

    @Test
    void a_response_that_is_over_frees_its_host_and_the_end_of_its_visit_the_rest() {
        apply("a1", "b1", "a2");
        permit("a1").end(status(200));
        assertThat(taken()).as("what has come is being made into a record").containsExactly("a1", "b1");

        permit("a1").leave();
        permit("a1").leave();
        assertThat(taken()).containsExactly("a2");
    }

    @Test
    void the_next_request_of_a_visit_takes_its_place_along() {
        apply("a1", "b1", "c1");
        permit("a1").end(status(302));
        Promise<Permit> hop = admission.ask("d", Duration.ZERO, permit("a1"));

        assertThat(hop.isDone()).isTrue();
        assertThat(taken()).containsExactly("a1", "b1");
        hop.result().leave();
        assertThat(taken()).containsExactly("c1");
    }

    @Test
    void a_visit_whose_next_request_has_to_wait_leaves_its_place_to_others() {
        apply("a1", "b1", "c1");
        permit("a1").end(status(302));
        Promise<Permit> hop = admission.ask("b", Duration.ZERO, permit("a1"));

        assertThat(hop.isDone()).isFalse();
        assertThat(taken()).containsExactly("a1", "b1", "c1");
        end("b1");
        hop.result().leave();
    }

    @Test
    void who_has_room_is_told() {
        apply("a1", "b1");
        assertThat(admission.hasRoom()).isFalse();
        rooms = 0;

        end("a1");

        assertThat(rooms).isPositive();
        assertThat(admission.hasRoom()).isTrue();
    }

    @Test
    void one_million_lines_of_one_host_do_not_cost_the_others() {
        for (int i = 0; i < 1_000_000; i++) apply("a" + i);
        apply("b1");

        assertThat(taken()).containsExactly("a0", "b1");
    }

    // ---- lines that are held

    @Test
    void lines_may_be_held_while_visits_go_on() {
        apply("a1", "a2", "b1");
        taken();
        admission.holdFresh(true);
        Promise<Permit> again = ask("b");
        end("a1", "b1");
        apply("c1");

        assertThat(taken()).isEmpty();
        assertThat(again.isDone()).isTrue();

        admission.holdFresh(false);
        assertThat(taken()).containsExactly("a2");
        again.result().leave();
        assertThat(taken()).containsExactly("c1");
    }

    @Test
    void a_visit_of_a_host_whose_lines_are_held_goes_on() {
        apply("a1", "a2", "b1");
        taken();
        end("b1");
        admission.holdFresh(true);
        end("a1"); // a is in line for a2, which is held
        Promise<Permit> again = ask("a");

        assertThat(again.isDone()).isTrue();
        again.result().leave();
    }

    @Test
    void lines_that_wait_can_be_forgotten() {
        apply("a1", "a2", "a3", "b1");
        taken();
        admission.dropFresh();
        end("a1", "b1");

        assertThat(taken()).isEmpty();
        assertThat(admission.fresh()).isZero();
    }

    // ---- how fast

    @Test
    void starts_at_one_host_keep_the_delay_from_when_the_request_went_out() {
        admission(new AdmissionLimits(10, 0, 6, Duration.ofSeconds(1), false));
        apply("a1", "a2", "a3", "b1");
        assertThat(taken()).containsExactly("a1", "b1");

        time.advance(Duration.ofSeconds(5));
        assertThat(taken()).as("the first has not even gone out").isEmpty();

        permit("a1").onSent();
        time.advance(Duration.ofMillis(999));
        assertThat(taken()).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(taken()).containsExactly("a2");
        end("a1");
        assertThat(taken()).as("the next one's delay goes on").isEmpty();
    }

    @Test
    void a_host_is_remembered_until_its_delay_is_over_and_no_longer() {
        admission(new AdmissionLimits(10, 0, 6, Duration.ofSeconds(1), false));
        apply("a1");
        permit("a1").onSent();
        end("a1");
        assertThat(admission.hosts()).isOne();
        apply("a2");
        assertThat(taken()).containsExactly("a1");

        time.advance(Duration.ofSeconds(1));
        assertThat(taken()).containsExactly("a2");
        permit("a2").onSent();
        end("a2");
        time.advance(Duration.ofSeconds(1));
        assertThat(admission.hosts()).isZero();
    }

    @Test
    void a_request_that_never_went_out_frees_its_host() {
        admission(new AdmissionLimits(10, 0, 6, Duration.ofSeconds(1), false));
        apply("a1", "a2");
        permit("a1").giveBack();

        time.advance(Duration.ofSeconds(1));
        assertThat(taken()).containsExactly("a1", "a2");
    }

    @Test
    void no_second_has_more_starts_than_the_rate() {
        admission(new AdmissionLimits(1_000, 5, 0, Duration.ZERO, false));
        for (int i = 0; i < 12; i++) apply("a" + i);
        assertThat(taken()).hasSize(1);

        time.advance(Duration.ofSeconds(1));
        assertThat(taken()).hasSize(5);
        time.advance(Duration.ofSeconds(1));
        assertThat(taken()).hasSize(5);
    }

    @Test
    void who_finds_the_rate_used_up_is_told_when_there_is_room() {
        admission(new AdmissionLimits(1_000, 5, 0, Duration.ZERO, false));
        apply("a1");
        rooms = 0;
        assertThat(admission.hasRoom()).isFalse();

        time.advance(Duration.ofMillis(199));
        assertThat(rooms).isZero();
        time.advance(Duration.ofMillis(1));
        assertThat(rooms).isPositive();
        assertThat(admission.hasRoom()).isTrue();
    }

    @Test
    void nothing_is_asked_of_a_host_that_wants_a_pause_and_others_go_on() {
        admission(new AdmissionLimits(10, 0, 1, Duration.ZERO, true));
        apply("a1", "a2", "b1");
        taken();
        permit("a1").onSent();
        permit("a1").end(status(429, new HeaderField("Retry-After", "30")));
        permit("a1").leave();
        apply("a3");
        Promise<Permit> retry = ask("a");

        time.advance(Duration.ofMillis(29_999));
        assertThat(taken()).isEmpty();
        assertThat(retry.isDone()).isFalse();

        time.advance(Duration.ofMillis(1));
        assertThat(retry.isDone()).isTrue();
        retry.result().leave();
        assertThat(taken()).containsExactly("a2");
    }

    // ---- all together

    @Test
    void whatever_happens_the_limits_hold_and_everybody_has_a_turn() {
        Random random = new Random(42);
        admission(new AdmissionLimits(20, 200, 3, Duration.ofMillis(50), true));
        Map<String, Integer> open = new HashMap<>();
        Map<String, Long> lastSent = new HashMap<>();
        List<Runnable> running = new ArrayList<>();
        int[] done = {0};
        int lines = 2_000;
        for (int i = 0; i < lines; i++) {
            String host = "h" + random.nextInt(1 + random.nextInt(50));
            admission.apply(host, permit -> {
                assertThat(open.merge(host, 1, Integer::sum)).isLessThanOrEqualTo(3);
                running.add(() -> {
                    long now = time.elapsed().toMillis();
                    Long last = lastSent.put(host, now);
                    assertThat(last == null || now - last >= 50).as(host).isTrue();
                    permit.onSent();
                    running.add(() -> {
                        open.merge(host, -1, Integer::sum);
                        done[0]++;
                        permit.end(status(random.nextInt(10) == 0 ? 503 : 200));
                        permit.leave();
                    });
                });
            });
        }
        while (done[0] < lines) {
            assertThat(admission.inFlight()).isLessThanOrEqualTo(20);
            while (!running.isEmpty() && random.nextInt(5) > 0) {
                running.remove(random.nextInt(running.size())).run();
            }
            time.advance(Duration.ofMillis(random.nextInt(20)));
        }
        assertThat(admission.mostInFlight()).isEqualTo(20);
        time.advance(Duration.ofMinutes(2));
    }

    @Test
    void whoever_asks_is_told_what_hosts_are_waited_for() {
        admission(new AdmissionLimits(10, 0, 1, Duration.ofSeconds(1), false));
        apply("a1", "b1");
        assertThat(admission.isWaitedFor()).isFalse();

        apply("a2", "b2");
        assertThat(admission.isWaitedFor()).isTrue();
        assertThat(admission.waitsForTime()).isFalse();

        permit("a1").onSent();
        permit("b1").onSent();
        end("a1", "b1");
        assertThat(admission.waitsForTime()).as("they were asked just now").isTrue();

        time.advance(Duration.ofSeconds(1));
        assertThat(admission.isWaitedFor()).isFalse();
    }

    // ---- hosts of other loops

    @Test
    void a_host_of_another_loop_is_asked_as_little_as_if_all_loops_did() {
        Shard.Deal deal = (name, count) -> name.startsWith("own") ? 1 : 0;
        AdmissionLimits limits = new AdmissionLimits(100, AdmissionLimits.NO_RATE, 4, Duration.ZERO, false);
        admission = new Admission(time.loop(), limits, new Shard(1, 2, deal), ScriptedFetcher.CLOCK);

        for (int i = 0; i < 10; i++) {
            String own = "own " + i;
            String foreign = "foreign " + i;
            admission.apply("own.test:80", permit -> {
                admitted.add(own);
                permits.put(own, permit);
            });
            admission.apply("foreign.test:80", permit -> {
                admitted.add(foreign);
                permits.put(foreign, permit);
            });
        }

        assertThat(taken()).containsExactlyInAnyOrder("own 0", "own 1", "own 2", "own 3", "foreign 0", "foreign 1");
    }
}
