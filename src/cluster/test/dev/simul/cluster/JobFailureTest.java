package dev.simul.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class JobFailureTest {
    @Test
    void what_is_told_is_the_innermost_cause_in_one_line() {
        assertThat(JobFailure.reason(new ExecutionException(new IOException("outer", new IOException("disk full")))))
                .isEqualTo("disk full");
        assertThat(JobFailure.reason(
                        new IOException("[Error\nCaused by: a.b.C: outer\n\tat x\nCaused by: a.b.D: no slots\n\tat y")))
                .isEqualTo("a.b.D: no slots");
        assertThat(JobFailure.reason(new IllegalStateException())).isEqualTo("IllegalStateException");
    }

    @Test
    void a_kind_is_looked_for_in_all_causes() {
        Throwable failure = new ExecutionException(new IOException(new ConnectException("refused")));

        assertThat(JobFailure.isOf(failure, ConnectException.class)).isTrue();
        assertThat(JobFailure.isOf(failure, IllegalStateException.class)).isFalse();
    }
}
