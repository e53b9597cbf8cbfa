package dev.simul.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FetchErrorTest {
    @Test
    void every_kind_has_the_word_of_the_contract() {
        assertThat(ErrorKind.values())
                .extracting(ErrorKind::id)
                .containsExactly(
                        "invalid_url",
                        "unsupported_scheme",
                        "dns",
                        "connect",
                        "tls",
                        "timeout",
                        "closed",
                        "protocol",
                        "redirect",
                        "too_large",
                        "decode",
                        "robots",
                        "blocked",
                        "duplicate",
                        "cancelled",
                        "internal");
    }

    @Test
    void a_message_says_what_happened_and_where() {
        assertThat(new FetchError.Timeout(Phase.SERVER, Duration.ofSeconds(30)).message())
                .isEqualTo("timed out after 30 s while waiting for the response");
        assertThat(new FetchError.Timeout(Phase.TLS, Duration.ofMillis(250)).message())
                .isEqualTo("timed out after 0.25 s while shaking hands");
        assertThat(new FetchError.Closed(Phase.BODY, 40, "60 more were promised").message())
                .isEqualTo("the peer closed the connection after 40 bytes of the body: 60 more were promised");
        assertThat(new FetchError.Closed(Phase.SERVER, 0, "nothing came").message())
                .isEqualTo("the peer closed the connection before a response came: nothing came");
        assertThat(new FetchError.TooLarge("the body", 10).message()).isEqualTo("the body is larger than 10 bytes");
    }

    @Test
    void a_failure_carries_its_error_and_anything_else_is_a_defect() {
        FetchError error = new FetchError.Dns("a.example", "no such host");
        assertThat(FetchFailure.errorOf(new FetchFailure(error))).isEqualTo(error);
        assertThat(FetchFailure.errorOf(new IllegalStateException("x")).kind()).isEqualTo(ErrorKind.INTERNAL);
    }
}
