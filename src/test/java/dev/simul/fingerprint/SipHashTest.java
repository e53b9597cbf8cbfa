package dev.simul.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Against values that the authors of SipHash give: key 00 01 … 0f, input 00 01 … of each length. */
class SipHashTest {
    private static final SipHash HASH = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

    private static long hash(int length) {
        byte[] input = new byte[length + 3]; // what is behind the end does not count
        for (int i = 0; i < input.length; i++) input[i] = (byte) i;
        return HASH.hash(input, length);
    }

    @Test
    void example_of_the_paper() {
        assertThat(hash(15)).isEqualTo(0xa129ca6149be45e5L);
    }

    @Test
    void values_of_the_reference_program() {
        assertThat(Long.reverseBytes(hash(0))).isEqualTo(0x310e0edd47db6f72L);
        assertThat(Long.reverseBytes(hash(1))).isEqualTo(0xfd67dc93c539f874L);
        assertThat(Long.reverseBytes(hash(63))).isEqualTo(0x724506eb4c328a95L);
    }
}
