package dev.simul.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against encodings worked out by the rules of X.690. */
final class DerTest {

    @ParameterizedTest
    @CsvSource({"0, 020100", "127, 02017f", "128, 02020080", "-1, 0201ff", "256, 02020100"})
    void integers_have_no_byte_too_many_and_keep_their_sign(long value, String expected) {
        assertThat(hex(Der.integer(value))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2.5.4.3, 0603550403",
        "1.2.840.10045.4.3.2, 06082a8648ce3d040302",
        "1.3.6.1.5.5.7.3.1, 06082b06010505070301",
        "1.2.0.128, 06042a008100"
    })
    void object_identifiers_have_base_128_arcs(String dotted, String expected) {
        assertThat(hex(Der.oid(dotted))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0400", "127, 047f", "128, 048180", "255, 0481ff", "256, 04820100", "65536, 0483010000"})
    void lengths_are_in_their_shortest_form(int length, String begins) {
        byte[] encoded = Der.octets(new byte[length]);

        assertThat(hex(encoded)).startsWith(begins);
        assertThat(encoded).hasSize(length + begins.length() / 2);
    }

    @Test
    void times_change_their_form_in_2050() {
        assertThat(new String(Der.time(Instant.parse("2049-12-31T23:59:59Z")), 2, 13, StandardCharsets.US_ASCII))
                .isEqualTo("491231235959Z");
        byte[] late = Der.time(Instant.parse("2050-01-01T00:00:00Z"));
        assertThat(late[0]).isEqualTo((byte) 0x18);
        assertThat(late).hasSize(17);
    }

    @Test
    void tags_stand_around_or_instead() {
        assertThat(hex(Der.explicit(0, Der.integer(2)))).isEqualTo("a003020102");
        assertThat(hex(Der.implicit(2, new byte[] {'a'}))).isEqualTo("820161");
        assertThat(hex(Der.set(Der.sequence(Der.bool(true), Der.utf8("ä"))))).isEqualTo("310930070101ff0c02c3a4");
        assertThat(hex(Der.bits(7, new byte[] {(byte) 0x80}))).isEqualTo("03020780");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
