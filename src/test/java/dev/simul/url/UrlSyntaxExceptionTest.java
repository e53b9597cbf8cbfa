package dev.simul.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UrlSyntaxExceptionTest {
    /** Most inputs are the examples of the standard, section 1.1. */
    static Stream<Arguments> inputs() {
        return Stream.of(
                Arguments.of("domain-to-ASCII", "http://\u00AD/"),
                Arguments.of("domain-to-ASCII", "https://exa%23mple.org"),
                Arguments.of("domain-to-ASCII", "http://a b/"),
                Arguments.of("host-invalid-code-point", "foo://exa[mple.org"),
                Arguments.of("IPv4-too-many-parts", "https://1.2.3.4.5/"),
                Arguments.of("IPv4-non-numeric-part", "https://test.42"),
                Arguments.of("IPv4-non-numeric-part", "https://1..2"),
                Arguments.of("IPv4-out-of-range-part", "https://255.255.4000.1"),
                Arguments.of("IPv6-unclosed", "https://[::1"),
                Arguments.of("IPv6-invalid-compression", "https://[:1]"),
                Arguments.of("IPv6-too-many-pieces", "https://[1:2:3:4:5:6:7:8:9]"),
                Arguments.of("IPv6-multiple-compression", "https://[1::1::1]"),
                Arguments.of("IPv6-invalid-code-point", "https://[1:2:3!:4]"),
                Arguments.of("IPv6-invalid-code-point", "https://[1:2:3:]"),
                Arguments.of("IPv6-invalid-code-point", "https://[fe80::1%25eth0]"),
                Arguments.of("IPv6-too-few-pieces", "https://[1:2:3]"),
                Arguments.of("IPv6-too-few-pieces", "https://[]"),
                Arguments.of("IPv4-in-IPv6-too-many-pieces", "https://[1:1:1:1:1:1:1:127.0.0.1]"),
                Arguments.of("IPv4-in-IPv6-invalid-code-point", "https://[ffff::.0.0.1]"),
                Arguments.of("IPv4-in-IPv6-invalid-code-point", "https://[ffff::127.0.xyz.1]"),
                Arguments.of("IPv4-in-IPv6-invalid-code-point", "https://[ffff::127.0xyz]"),
                Arguments.of("IPv4-in-IPv6-invalid-code-point", "https://[ffff::127.00.0.1]"),
                Arguments.of("IPv4-in-IPv6-invalid-code-point", "https://[ffff::127.0.0.1.2]"),
                Arguments.of("IPv4-in-IPv6-out-of-range-part", "https://[ffff::127.0.0.4000]"),
                Arguments.of("IPv4-in-IPv6-too-few-parts", "https://[ffff::127.0.0]"),
                Arguments.of("missing-scheme-non-relative-URL", "example.org/a"),
                Arguments.of("missing-scheme-non-relative-URL", ""),
                Arguments.of("missing-scheme-non-relative-URL", "//example.org"),
                Arguments.of("host-missing", "https://#fragment"),
                Arguments.of("host-missing", "https://:443"),
                Arguments.of("host-missing", "https://user:pass@"),
                Arguments.of("host-missing", "foo://@"),
                Arguments.of("port-out-of-range", "https://example.org:70000"),
                Arguments.of("port-out-of-range", "https://example.org:99999999999999999999"),
                Arguments.of("port-invalid", "https://example.org:7z"),
                Arguments.of("port-invalid", "https://example.org:99999999999999999999z"));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void reason_is_the_word_of_the_standard(String reason, String input) {
        assertThatExceptionOfType(UrlSyntaxException.class)
                .isThrownBy(() -> Url.parse(input))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
                .withMessageMatching("not a valid URL: [^()]+ \\(" + reason + "\\)");
    }

    @Test
    void every_word_has_an_input_here() {
        Set<Object> covered =
                inputs().map(a -> Objects.requireNonNull(a.get()[0])).collect(Collectors.toSet());

        assertThat(covered)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ValidationError.values())
                        .map(ValidationError::word)
                        .toList());
    }

    @Test
    void reference_is_refused_by_a_base_with_an_opaque_path() throws UrlSyntaxException {
        Url base = Url.parse("mailto:a@b");

        assertThatExceptionOfType(UrlSyntaxException.class)
                .isThrownBy(() -> Url.parse("x", base))
                .satisfies(e -> assertThat(e.reason()).isEqualTo("missing-scheme-non-relative-URL"));
        assertThat(Url.parse("#x", base).href()).isEqualTo("mailto:a@b#x");
    }

    @Test
    void message_is_a_sentence_in_printable_ascii_whatever_the_input() {
        UrlSyntaxException e = failureOf("http://a\u001B[31m\u0000b/");

        assertThat(e)
                .hasMessage("not a valid URL: the host is not a domain name, nor can it be made one: it contains U+001B"
                        + " (domain-to-ASCII)");
    }

    @Test
    void exception_costs_no_stack_trace() {
        UrlSyntaxException e = failureOf("x");

        assertThat(e.getStackTrace()).isEmpty();
        e.addSuppressed(new IllegalStateException("ignored"));
        assertThat(e.getSuppressed()).isEmpty();
    }

    private static UrlSyntaxException failureOf(String input) {
        return catchThrowableOfType(UrlSyntaxException.class, () -> Url.parse(input));
    }
}
