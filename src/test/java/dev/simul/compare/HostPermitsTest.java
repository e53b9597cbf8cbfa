package dev.simul.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.url.Url;
import org.junit.jupiter.api.Test;

class HostPermitsTest {
    @Test
    void a_host_is_forgotten_with_its_last_permit() throws Exception {
        HostPermits permits = new HostPermits(2);

        HostPermits.Permit one = permits.acquire(Url.parse("http://a.test/1"));
        HostPermits.Permit two = permits.acquire(Url.parse("http://a.test:80/2"));
        HostPermits.Permit other = permits.acquire(Url.parse("https://a.test/"));

        assertThat(permits.hosts()).isEqualTo(2);
        one.release();
        other.release();
        assertThat(permits.hosts()).isEqualTo(1);
        two.release();
        assertThat(permits.hosts()).isZero();
    }

    @Test
    void who_gives_up_waiting_leaves_nothing_behind() throws Exception {
        HostPermits permits = new HostPermits(1);
        HostPermits.Permit held = permits.acquire(Url.parse("http://a.test/"));

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> permits.acquire(Url.parse("http://a.test/"))).isInstanceOf(InterruptedException.class);

        held.release();
        assertThat(permits.hosts()).isZero();
    }
}
