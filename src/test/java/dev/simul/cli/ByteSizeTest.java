package dev.simul.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({"64KiB,65536", "10MiB,10485760", "1GiB,1073741824", "2TiB,2199023255552", "500B,500", "500,500", "0,0"})
    void a_number_and_a_binary_unit_is_a_size(String text, long bytes) {
        assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "KiB", "-1", "1.5MiB", "10MB", "10 MiB", "99999999999999999999", "9999999999TiB"})
    void anything_else_is_refused_with_examples(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is not a size, such as 64KiB or 10MiB");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "999,999 B",
        "1000,1.0 KiB",
        "1536,1.5 KiB",
        "24700,24 KiB",
        "1023999,1.0 MiB",
        "1288490188,1.2 GiB",
        "9223372036854775807,8388608 TiB"
    })
    void people_see_at_most_three_digits(long bytes, String text) {
        assertThat(new ByteSize(bytes)).hasToString(text);
    }
}
