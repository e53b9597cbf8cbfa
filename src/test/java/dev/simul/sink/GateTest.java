package dev.simul.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {
    private final AtomicInteger resumed = new AtomicInteger();
    private final Gate gate = new Gate();

    GateTest() {
        gate.onOpen(resumed::incrementAndGet);
    }

    @Test
    void who_was_told_that_it_is_shut_is_told_once_that_it_opened() {
        gate.shut(1);
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.isOpen()).isFalse();
        gate.open(1);
        gate.open(1);

        assertThat(resumed).hasValue(1);
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void who_was_not_told_is_not_told() {
        gate.shut(1);
        gate.open(1);

        assertThat(gate.isOpen()).isTrue();
        assertThat(resumed).hasValue(0);
    }

    @Test
    void it_opens_when_the_last_reason_goes() {
        gate.shut(1);
        gate.shut(2);
        assertThat(gate.isOpen()).isFalse();
        gate.open(1);
        assertThat(gate.isOpen()).isFalse();
        assertThat(resumed).hasValue(0);
        gate.open(2);

        assertThat(resumed).hasValue(1);
    }

    @Test
    void a_loop_that_has_ended_needs_no_telling() {
        gate.onOpen(() -> {
            throw new RejectedExecutionException("the loop has ended");
        });
        gate.shut(1);
        assertThat(gate.isOpen()).isFalse();

        gate.open(1);

        assertThat(gate.isOpen()).isTrue();
    }
}
