package dev.simul.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HttpLimitsTest {

    @Test
    void limits_that_make_no_sense_cannot_exist() {
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> new HttpLimits(Duration.ZERO, 1, 0)).hasMessage("timeout must be positive: PT0S");
        assertThatThrownBy(() -> new HttpLimits(second, 0, 0)).hasMessage("maxHeadBytes < 1: 0");
        assertThatThrownBy(() -> new HttpLimits(second, 1, -1)).hasMessage("maxBodyBytes < 0: -1");
        assertThat(new HttpLimits(second, 1, 0).maxBodyBytes()).isZero();
    }
}
