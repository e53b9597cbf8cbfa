package dev.simul.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.task.Task;
import dev.simul.testing.FrozenTime;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.security.KeyStoreException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TlsContextsTest {
    private static final List<String> H1 = List.of("http/1.1");
    private static final List<String> BOTH = List.of("h2", "http/1.1");

    private final FrozenTime time = FrozenTime.open();
    private final Queue<Exception> failures = new ArrayDeque<>();
    private final AtomicInteger made = new AtomicInteger();
    private final ClientTls tls = new ClientTls(ClientTls.Trust.NOBODY, List.of());
    private final TlsContexts contexts = new TlsContexts(time.loop(), this::make);

    private SslContext make(List<String> protocols) throws Exception {
        made.incrementAndGet();
        Exception failure = failures.poll();
        if (failure != null) throw failure;
        return tls.context(() -> 0, protocols);
    }

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void those_who_offer_the_same_share_one() {
        Task<SslContext> first = contexts.offering(H1);
        Task<SslContext> meanwhile = contexts.offering(List.of("http/1.1"));
        SslContext context = time.run(first);

        assertThat(time.run(meanwhile)).isSameAs(context);
        assertThat(time.run(contexts.offering(H1))).isSameAs(context);
        assertThat(made).hasValue(1);
        assertThat(time.run(contexts.offering(BOTH))).isNotSameAs(context);
    }

    @Test
    void one_that_could_not_be_made_is_made_for_whoever_asks_next() {
        failures.add(new KeyStoreException("no file to be had"));
        Task<SslContext> first = contexts.offering(H1);
        Task<SslContext> meanwhile = contexts.offering(H1);
        time.until(() -> first.isDone() && meanwhile.isDone(), "the failure");

        assertThat(first.exception()).hasMessage("no file to be had");
        assertThat(meanwhile.exception()).isSameAs(first.exception());
        SslContext later = time.run(contexts.offering(H1));

        assertThat(time.run(contexts.offering(H1))).isSameAs(later);
        assertThat(made).hasValue(2);
    }

    @Test
    void what_kept_from_it_is_told_down_to_the_root() {
        assertThat(ConnectFailures.setUpDetail(new KeyStoreException("problem accessing trust store")))
                .isEqualTo("problem accessing trust store");
        assertThat(ConnectFailures.setUpDetail(new KeyStoreException(
                        "problem accessing trust store", new IOException("cacerts (Permission denied)"))))
                .isEqualTo("problem accessing trust store: cacerts (Permission denied)");
        assertThat(ConnectFailures.setUpDetail(new KeyStoreException(
                        "problem accessing trust store", new IOException("cacerts (Too many open files)"))))
                .startsWith("too many open files here");
    }
}
