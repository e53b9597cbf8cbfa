package dev.simul.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.result.ErrorKind;
import dev.simul.result.FetchError;
import dev.simul.result.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 section 15.2. */
class InterimResponseTest {
    private static final String FINAL = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    @ParameterizedTest
    @ValueSource(ints = {100, 102, 103, 199})
    void an_interim_response_is_skipped(int status) {
        Parse.Outcome outcome = Parse.open("HTTP/1.1 " + status + " x\r\nLink: </a>\r\n\r\n" + FINAL);

        assertThat(outcome.status()).isEqualTo(200);
        assertThat(outcome.body()).isEqualTo("hi");
        assertThat(outcome.field("Link")).isNull();
        assertThat(outcome.reusable()).isTrue();
    }

    @Test
    void several_are_skipped_and_a_length_in_them_means_nothing() {
        String interim = "HTTP/1.1 103 Early Hints\r\nContent-Length: 100\r\nConnection: close\r\n\r\n";

        Parse.Outcome outcome = Parse.open(interim.repeat(5) + FINAL);

        assertThat(outcome.body()).isEqualTo("hi");
        assertThat(outcome.reusable()).isTrue();
    }

    @Test
    void without_end_they_are_too_large_a_head() {
        assertThat(Parse.limited("HTTP/1.1 102 Processing\r\n\r\n".repeat(100), 1000)
                        .error())
                .isEqualTo(new FetchError.TooLarge("the head", 1000));
    }

    @Test
    void one_of_an_older_version_with_folds_and_bare_line_feeds_is_skipped_too() {
        assertThat(Parse.open("HTTP/1.0 100 Go on\nA: b\n c\n\n" + FINAL).body())
                .isEqualTo("hi");
    }

    @Test
    void one_that_is_no_valid_head_is_refused_like_any_other() {
        assertThat(Parse.open("HTTP/1.1 103 Early Hints\r\nno colon\r\n\r\n" + FINAL)
                        .errorKind())
                .isEqualTo(ErrorKind.PROTOCOL);
    }

    /** It has none, so what follows its head is the next head, or else no HTTP. */
    @Test
    void one_has_no_body() {
        assertThat(Parse.open("HTTP/1.1 100 Continue\r\nContent-Length: 5\r\n\r\nhello" + FINAL)
                        .errorKind())
                .isEqualTo(ErrorKind.PROTOCOL);
    }

    @Test
    void a_switch_of_protocols_was_not_asked_for() {
        assertThat(Parse.open("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n")
                        .errorKind())
                .isEqualTo(ErrorKind.PROTOCOL);
    }

    @Test
    void the_end_of_the_connection_after_one_is_in_the_middle_of_the_head() {
        assertThat(Parse.closed("HTTP/1.1 100 Continue\r\n\r\n").error())
                .isEqualTo(new FetchError.Closed(Phase.SERVER, 0, "in the middle of the head"));
    }
}
