package dev.simul.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.task.Transport;
import dev.simul.testing.FrozenTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered without a name server. */
class DnsAddressResolverTest {
    private static final String LABEL = "a".repeat(63) + ".";

    private final FrozenTime time = FrozenTime.open();
    private final Loop loop = time.loop();
    private final DnsAddressResolver resolver = new DnsAddressResolver(loop, Transport.best(), List.of());

    @AfterEach
    void close() {
        resolver.close();
        time.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {254, 1_000, 60_001})
    void name_that_is_longer_than_dns_allows_is_refused_at_once(int length) {
        String name = "a.".repeat(length / 2) + "c".repeat(length % 2);

        assertThat(error(name + (name.endsWith(".") ? "a." : "")))
                .isInstanceOfSatisfying(
                        FetchError.Dns.class,
                        dns -> assertThat(dns.detail()).isEqualTo("the name is longer than DNS allows"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid", "a.INVALID", "a.invalid."})
    void name_that_is_reserved_as_invalid_is_not_asked_for(String name) {
        assertThat(error(name)).isEqualTo(new FetchError.Dns(name, "no such host"));
    }

    @Test
    void longest_name_of_dns_is_not_too_long() {
        String name = LABEL.repeat(3) + "a".repeat(53) + ".invalid";

        assertThat(name).hasSize(253);
        assertThat(error(name)).isEqualTo(new FetchError.Dns(name, "no such host"));
        assertThat(error(name + ".")).isEqualTo(new FetchError.Dns(name + ".", "no such host"));
    }

    @Test
    void address_is_its_own_answer() {
        Addresses addresses =
                resolver.resolve(new Origin(false, "192.0.2.1", 8080)).result();

        assertThat(addresses.known()).containsExactly(new InetSocketAddress("192.0.2.1", 8080));
        assertThat(addresses.later()).isNull();
    }

    @Test
    void files_of_the_system_are_read_by_another_thread_and_once() {
        List<Thread> readers = new CopyOnWriteArrayList<>();
        InetAddress there = InetAddress.getLoopbackAddress();
        try (DnsAddressResolver reading = new DnsAddressResolver(loop, Transport.best(), () -> {
            readers.add(Thread.currentThread());
            return new SystemNames(Map.of("a.test", List.of(there)), Map.of(), NameServers.of(List.of()));
        })) {
            Task<Addresses> first = reading.resolve(new Origin(false, "A.test", 80));
            Task<Addresses> givenUp = reading.resolve(new Origin(false, "a.test", 80));
            assertThat(first.isDone()).isFalse();
            givenUp.cancel();

            assertThat(time.run(first).known()).containsExactly(new InetSocketAddress(there, 80));
            assertThat(reading.resolve(new Origin(false, "a.test.", 80)).isDone())
                    .as("from now on it is known")
                    .isTrue();
            assertThat(readers).hasSize(1).doesNotContain(Thread.currentThread());
        }
    }

    private FetchError error(String name) {
        Throwable failure = resolver.resolve(new Origin(false, name, 80)).exception();
        return FetchFailure.errorOf(Objects.requireNonNull(failure, name));
    }
}
