package dev.simul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFilesTest {
    private static final String LIMITS = """
            Limit                     Soft Limit           Hard Limit           Units
            Max processes             96000                96000                processes
            Max open files            1024                 4096                 files
            """;

    @Test
    void more_connections_than_may_be_open_are_worth_a_warning() {
        assertThat(OpenFiles.warning(1000, LIMITS))
                .isEqualTo("-c 1000 needs more open files than the 1024 that this process may have:"
                        + " raise 'ulimit -n', or fewer requests will be in flight at once");
        assertThat(OpenFiles.warning(Integer.MAX_VALUE, LIMITS)).isNotNull();
    }

    @Test
    void fewer_are_not() {
        assertThat(OpenFiles.warning(910, LIMITS)).isNull();
        assertThat(OpenFiles.warning(911, LIMITS)).isNotNull();
        assertThat(OpenFiles.warning(100)).isNull();
    }

    @Test
    void a_limit_that_is_not_known_is_none() {
        assertThat(OpenFiles.warning(
                        1_000_000, "Max open files            unlimited            unlimited            files"))
                .isNull();
        assertThat(OpenFiles.warning(1_000_000, "")).isNull();
    }

    @Test
    void as_many_connections_may_be_idle_as_are_used_at_once_where_there_are_files_for_them() {
        assertThat(OpenFiles.idle(100, LIMITS)).isEqualTo(100);
        assertThat(OpenFiles.idle(100, "")).isEqualTo(100);
    }

    @Test
    void else_what_is_left_and_never_less_than_a_share() {
        assertThat(OpenFiles.idle(600, LIMITS)).isEqualTo(310);
        assertThat(OpenFiles.idle(900, LIMITS)).isEqualTo(128);
        assertThat(OpenFiles.idle(10_000, LIMITS)).isEqualTo(128);
    }
}
