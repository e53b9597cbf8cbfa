package dev.simul.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessMeterTest {
    private static final int MIB = 1024 * 1024;

    @Test
    void what_is_held_and_computed_meanwhile_is_seen() {
        ProcessMeter meter = ProcessMeter.start();
        byte[] held = new byte[20 * MIB];
        ProcessUsage usage = meter.read();

        assertThat(held).hasSize(20 * MIB);
        assertThat(usage.wallNanos()).isPositive();
        assertThat(usage.cpuNanos()).isNotNegative();
        assertThat(usage.peakThreads()).isPositive();
        assertThat(usage.peakHeapBytes()).isGreaterThan(20 * MIB);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_thread_that_waits_is_switched() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        ProcessMeter meter = ProcessMeter.start();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                waiting.await();
                seen.countDown();
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.countDown();
        seen.await();

        ProcessUsage usage = meter.read();
        done.countDown();
        thread.join();

        assertThat(usage.voluntarySwitches()).isPositive();
        assertThat(usage.involuntarySwitches()).isNotNegative();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_peak_of_resident_memory_is_at_least_what_the_heap_needs() {
        ProcessUsage usage = ProcessMeter.start().read();

        assertThat(Files.exists(Path.of("/proc/self/status"))).isTrue();
        assertThat(usage.peakRssBytes()).isGreaterThan(MIB);
    }

    @Test
    void a_family_takes_the_sum_in_the_time_of_the_parent() {
        ProcessUsage parent = new ProcessUsage(100, 10, 5, 1000, 4000, 7, 3);
        ProcessUsage child = new ProcessUsage(999, 40, 2, 500, 3000, 2, 1);

        assertThat(parent.and(child)).isEqualTo(new ProcessUsage(100, 50, 7, 1500, 7000, 9, 4));
    }

    @Test
    void of_a_family_with_an_unknown_member_the_sum_is_unknown() {
        ProcessUsage parent = new ProcessUsage(100, 10, 5, 1000, 4000, 7, 3);
        ProcessUsage child = new ProcessUsage(999, 40, 2, 500, ProcessUsage.UNKNOWN, 2, ProcessUsage.UNKNOWN);

        assertThat(parent.and(child))
                .isEqualTo(new ProcessUsage(100, 50, 7, 1500, ProcessUsage.UNKNOWN, 9, ProcessUsage.UNKNOWN));
    }
}
