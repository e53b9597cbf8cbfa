package dev.simul.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcStatusTest {
    private static final String STATUS = """
            Name:\tjava
            Umask:\t0022
            State:\tS (sleeping)
            VmPeak:\t10057388 kB
            VmHWM:\t  113312 kB
            VmRSS:\t  110280 kB
            Threads:\t23
            voluntary_ctxt_switches:\t1207
            nonvoluntary_ctxt_switches:\t45
            """;

    @Test
    void figures_are_found_among_the_others() {
        assertThat(ProcStatus.parse(STATUS)).isEqualTo(new ProcStatus(113_312 * 1024, 1207, 45));
    }

    @Test
    void what_the_system_does_not_tell_is_unknown() {
        assertThat(ProcStatus.parse("Name:\tkthreadd\nvoluntary_ctxt_switches:\t7\n"))
                .isEqualTo(new ProcStatus(ProcessUsage.UNKNOWN, 7, ProcessUsage.UNKNOWN));
        assertThat(ProcStatus.parse("")).isEqualTo(ProcStatus.NONE);
    }

    @Test
    void a_line_without_its_number_is_unknown() {
        assertThat(ProcStatus.parse("Name:\tx\nVmHWM:\t kB\n")).isEqualTo(ProcStatus.NONE);
    }

    @Test
    void the_name_of_a_thread_is_not_mistaken_for_a_figure() {
        assertThat(ProcStatus.parse("Name:\tVmHWM: 5 kB\n").peakRssBytes()).isEqualTo(ProcessUsage.UNKNOWN);
    }

    @Test
    void a_thread_that_has_ended_meanwhile_is_unknown() {
        assertThat(ProcStatus.read(Path.of("no-such-process/status"))).isEqualTo(ProcStatus.NONE);
    }
}
