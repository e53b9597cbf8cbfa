package dev.simul.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
    private final Fingerprints fingerprints = new Fingerprints();

    @Test
    void each_is_there_as_often_as_it_was_added() {
        fingerprints.add(5);
        fingerprints.add(5);

        assertThat(fingerprints.take(5)).isTrue();
        assertThat(fingerprints.take(5)).isTrue();
        assertThat(fingerprints.take(5)).isFalse();
        assertThat(fingerprints.take(6)).isFalse();
        assertThat(fingerprints.taken()).isEqualTo(2);
    }

    @Test
    void what_was_put_back_can_be_taken_again() {
        fingerprints.add(5);
        fingerprints.take(5);
        fingerprints.putBack();

        assertThat(fingerprints.taken()).isZero();
        assertThat(fingerprints.take(5)).isTrue();
    }

    @Test
    void one_is_added_only_if_there_is_none_like_it() {
        assertThat(fingerprints.addIfAbsent(5)).isTrue();
        assertThat(fingerprints.addIfAbsent(5)).isFalse();
        assertThat(fingerprints.size()).isEqualTo(1);
    }

    @Test
    void none_is_added_while_some_are_taken() {
        fingerprints.add(5);
        fingerprints.take(5);

        assertThatIllegalStateException().isThrownBy(() -> fingerprints.add(6));
    }

    @Test
    void it_agrees_with_a_map_of_counts() {
        Random random = new Random(1);
        Map<Long, Integer> counts = new HashMap<>();
        List<Long> values = new ArrayList<>(List.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE));
        for (int i = 0; i < 50_000; i++) values.add(random.nextInt(10) == 0 ? random.nextInt(300) : random.nextLong());
        for (long value : values) {
            fingerprints.add(value);
            counts.merge(value == 0 ? 1 : value, 1, Integer::sum); // 0 and 1 are taken for one another
        }
        assertThat(fingerprints.size()).isEqualTo(values.size());

        Map<Long, Integer> taken = new HashMap<>();
        for (int i = 0; i < 60_000; i++) {
            long value = random.nextBoolean() ? values.get(random.nextInt(values.size())) : random.nextLong();
            long key = value == 0 ? 1 : value;
            boolean expected = taken.getOrDefault(key, 0) < counts.getOrDefault(key, 0);
            assertThat(fingerprints.take(value)).isEqualTo(expected);
            if (expected) taken.merge(key, 1, Integer::sum);
        }
        long doubles = 0;
        for (Map.Entry<Long, Integer> each : counts.entrySet()) {
            int count = taken.getOrDefault(each.getKey(), 0);
            assertThat(fingerprints.count(each.getKey(), true)).isEqualTo(count);
            assertThat(fingerprints.count(each.getKey(), false)).isEqualTo(each.getValue() - count);
            if (count > 0) doubles += each.getValue() - count;
        }
        assertThat(fingerprints.untakenDoubles()).isEqualTo(doubles);
    }

    @Test
    void a_million_take_ten_megabytes_and_a_bit() {
        Random random = new Random(2);
        for (int i = 1; i <= 1_000_000; i++) {
            fingerprints.add(random.nextLong());
            if (i % 50_000 == 0) assertThat(fingerprints.places() * 8.0 / i).isLessThan(10.6);
        }
    }
}
