package dev.simul.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthorityTest {

    @ParameterizedTest
    @CsvSource({
        "a.test, a.test, -1",
        "A.Test:80, a.test, 80",
        "a.test:, a.test, -1",
        "user:word@a.test:1, a.test, 1",
        "127.0.0.1:65535, 127.0.0.1, 65535",
        "[::1], ::1, -1",
        "[FE80::1]:443, fe80::1, 443"
    })
    void a_host_with_and_without_a_port(String text, String host, int port) {
        assertThat(Authority.parse(text)).isEqualTo(new Authority(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":80", "[]", "[::1", "[::1]x", "a:0", "a:65536", "a:1x", "a:-1", "a:999999", "a:b:1", "x@"})
    void what_is_neither(String text) {
        assertThat(Authority.parse(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 100_000})
    void a_host_longer_than_any_name(int length) {
        assertThat(Authority.parse("x".repeat(length))).isNull();
    }
}
