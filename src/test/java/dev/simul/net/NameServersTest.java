package dev.simul.net;

import static dev.simul.testing.NameServer.A;
import static dev.simul.testing.NameServer.AAAA;
import static dev.simul.testing.NameServer.Answer.addresses;
import static dev.simul.testing.NameServer.NO_ERROR;
import static dev.simul.testing.NameServer.NXDOMAIN;
import static dev.simul.testing.NameServer.SERVFAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.FetchFailure;
import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.task.Transport;
import dev.simul.testing.FrozenTime;
import dev.simul.testing.NameServer;
import dev.simul.testing.NameServer.Answer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of name servers, what is made of their answers, and how long these are remembered. */
class NameServersTest {
    private final FrozenTime time = FrozenTime.open();
    private final Loop loop = time.loop();
    private final NameServer server = NameServer.start();
    private final NameServer second = NameServer.start();
    private final DnsAddressResolver resolver =
            new DnsAddressResolver(loop, Transport.best(), List.of(server.address(), second.address()));

    @AfterEach
    void close() {
        resolver.close();
        server.close();
        second.close();
        time.close();
    }

    private Task<Addresses> ask(String name) {
        return resolver.resolve(new Origin(false, name, 80));
    }

    /** All of them, those that come later included. */
    private List<String> found(String name) {
        Addresses first = time.run(ask(name));
        List<InetSocketAddress> all = new ArrayList<>(first.known());
        Task<List<InetSocketAddress>> later = first.later();
        if (later != null) all.addAll(time.run(later));
        return texts(all);
    }

    private static List<String> texts(List<InetSocketAddress> addresses) {
        return addresses.stream()
                .map(address -> address.getAddress().getHostAddress())
                .toList();
    }

    private String trouble(String name) {
        Task<Addresses> asked = ask(name);
        time.until(asked::isDone, "an answer");
        return FetchFailure.errorOf(Objects.requireNonNull(asked.exception())).message();
    }

    @Test
    void both_families_are_asked_for_and_the_younger_comes_first() {
        server.on("a.test", A, addresses("a.test", 60, "192.0.2.1", "192.0.2.2"))
                .on("a.test", AAAA, addresses("a.test", 60, "2001:db8::1"));

        assertThat(found("a.test")).containsExactly("2001:db8:0:0:0:0:0:1", "192.0.2.1", "192.0.2.2");
        assertThat(server.questions()).containsExactlyInAnyOrder("a.test " + A, "a.test " + AAAA);
    }

    @Test
    void a_family_that_there_is_not_is_no_matter() {
        server.on("a.test", A, addresses("a.test", 60, "192.0.2.1")).on("a.test", AAAA, Answer.of(SERVFAIL));
        second.on("a.test", AAAA, Answer.of(SERVFAIL));

        assertThat(found("a.test")).containsExactly("192.0.2.1");
    }

    @Test
    void an_answer_is_remembered_as_long_as_it_says() {
        server.on("a.test", A, addresses("a.test", 60, "192.0.2.1"));
        found("a.test");
        server.on("a.test", A, addresses("a.test", 60, "192.0.2.2"));

        time.advance(Duration.ofSeconds(59));
        assertThat(found("A.test.")).as("in any case, with a dot or without").containsExactly("192.0.2.1");
        time.advance(Duration.ofSeconds(1));
        assertThat(found("a.test")).containsExactly("192.0.2.2");
    }

    @Test
    void an_answer_that_says_so_is_not_remembered() {
        server.on("a.test", A, addresses("a.test", 0, "192.0.2.1"));
        found("a.test");
        found("a.test");

        assertThat(server.questions())
                .filteredOn(question -> question.equals("a.test " + A))
                .hasSize(2);
    }

    @Test
    void of_a_chain_of_aliases_the_shortest_time_counts() {
        server.on(
                "a.test",
                A,
                Answer.of(NO_ERROR)
                        .alias("a.test", 300, "b.test")
                        .alias("b.test", 20, "c.test")
                        .address("c.test", 100, "192.0.2.1"));
        assertThat(found("a.test")).containsExactly("192.0.2.1");

        time.advance(Duration.ofSeconds(20));
        server.on("a.test", A, addresses("a.test", 60, "192.0.2.2"));
        assertThat(found("a.test")).containsExactly("192.0.2.2");
    }

    @Test
    void aliases_that_go_round_in_a_circle_end() {
        Answer circle = Answer.of(NO_ERROR).alias("a.test", 60, "b.test").alias("b.test", 60, "a.test");
        server.on("a.test", A, circle).on("a.test", AAAA, circle);
        second.on("a.test", A, circle).on("a.test", AAAA, circle);

        assertThat(trouble("a.test")).isEqualTo("cannot resolve a.test: its aliases do not end");
    }

    @Test
    void that_there_is_no_such_name_is_remembered_as_long_as_its_zone_says() { // RFC 2308 section 5
        server.on("a.test", A, Answer.of(NXDOMAIN).soa(100, 30))
                .on("a.test", AAAA, Answer.of(NXDOMAIN).soa(100, 30));
        assertThat(trouble("a.test")).isEqualTo("cannot resolve a.test: no such host");
        server.on("a.test", A, addresses("a.test", 60, "192.0.2.1"));

        time.advance(Duration.ofSeconds(29));
        assertThat(trouble("a.test")).isEqualTo("cannot resolve a.test: no such host");
        time.advance(Duration.ofSeconds(1));
        assertThat(found("a.test")).containsExactly("192.0.2.1");
    }

    @Test
    void a_name_without_addresses_is_no_host() {
        assertThat(trouble("a.test")).isEqualTo("cannot resolve a.test: no such host");
    }

    @Test
    void a_server_that_fails_is_not_believed_but_the_next_one_asked_and_nothing_remembered() {
        server.on("a.test", A, Answer.of(SERVFAIL)).on("a.test", AAAA, Answer.of(SERVFAIL));
        second.on("a.test", A, addresses("a.test", 60, "192.0.2.1"));

        assertThat(found("a.test")).containsExactly("192.0.2.1");
        assertThat(second.questions()).contains("a.test " + A);
    }

    @Test
    void where_all_fail_it_is_said_how_and_asked_again_the_next_time() {
        for (NameServer each : List.of(server, second)) {
            each.on("a.test", A, Answer.of(SERVFAIL)).on("a.test", AAAA, Answer.of(SERVFAIL));
        }
        assertThat(trouble("a.test")).isEqualTo("cannot resolve a.test: the name server answered SERVFAIL");

        server.on("a.test", A, addresses("a.test", 60, "192.0.2.1"));
        assertThat(found("a.test")).containsExactly("192.0.2.1");
    }

    @Test
    void who_asks_meanwhile_waits_for_the_same_answer_and_may_give_up() {
        server.on("a.test", A, addresses("a.test", 60, "192.0.2.1"));
        Task<Addresses> first = ask("a.test");
        Task<Addresses> second = ask("a.test");
        Task<Addresses> third = ask("a.test");
        first.cancel();

        assertThat(time.run(second).known()).isEqualTo(time.run(third).known()).hasSize(1);
        assertThat(server.questions()).hasSize(2);
    }

    @Test
    void what_nobody_waits_for_any_more_leaves_the_queue() {
        server.silent();
        second.silent();
        List<Task<Addresses>> dead = new ArrayList<>();
        for (int i = 0; i < 3 * DnsAddressResolver.MAX_LOOKUPS; i++) dead.add(ask("h" + i + ".test"));
        time.until(() -> resolver.lookups() == dead.size(), "the look-ups");
        time.turns(3);

        dead.forEach(Task::cancel);
        time.turns(3);

        assertThat(resolver.lookups()).isEqualTo(DnsAddressResolver.MAX_LOOKUPS);
    }

    @Test
    void a_thousand_names_at_once_are_all_found() {
        List<Task<Addresses>> asked = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            String name = "h" + i + ".test";
            server.on(name, A, addresses(name, 60, "192.0.2.1"));
            asked.add(ask(name));
        }

        for (Task<Addresses> each : asked) assertThat(time.run(each).known()).hasSize(1);
    }

    @Test
    void servers_are_asked_as_long_and_as_often_as_the_system_says() {
        server.silent();
        ResolvConf conf = ResolvConf.parse(List.of("options timeout:5 attempts:3"), "");
        NameServers asked = NameServers.of(conf, name -> List.of(server.address()));
        try (DnsAddressResolver patient =
                new DnsAddressResolver(loop, Transport.best(), () -> new SystemNames(Map.of(), Map.of(), asked))) {
            Task<Addresses> asking = patient.resolve(new Origin(false, "a.test", 80));
            for (int round = 1; round <= 3; round++) {
                int questions = 2 * round;
                time.until(() -> server.questions().size() == questions, "round " + round);
                time.advance(Duration.ofMillis(4_999));
                assertThat(asking.isDone()).isFalse();
                time.advance(Duration.ofMillis(1));
            }
            time.until(asking::isDone, "the end");

            assertThat(asking.exception()).isNotNull();
            assertThat(server.questions()).hasSize(6);
        }
    }

    @Test
    void a_memory_that_is_full_forgets_what_nobody_asked_for_longest() {
        DnsCache cache = new DnsCache(() -> 0);
        DnsAnswer answer = new DnsAnswer(List.of(), 60, DnsAnswer.NO_SUCH_HOST);
        for (int i = 0; i < DnsCache.MAX_ENTRIES; i++) cache.put("h" + i, answer);
        cache.get("h0");
        cache.put("one more", answer);

        assertThat(cache.size()).isEqualTo(DnsCache.MAX_ENTRIES);
        assertThat(cache.get("h0")).isEqualTo(answer);
        assertThat(cache.get("h1")).isNull();
    }
}
