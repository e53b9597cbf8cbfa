package dev.simul.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchTest {

    @Test
    void torn_are_the_bytes_since_the_last_end_of_a_record() {
        Batch batch = new Batch();
        for (String record : new String[] {"aaa", "b", "cc"}) {
            batch.bytes.ascii(record);
            batch.endRecord();
        }

        int[] torn = new int[7];
        for (int written = 0; written < torn.length; written++) torn[written] = batch.torn(written);

        assertThat(torn).containsExactly(0, 1, 2, 0, 0, 1, 0);
    }

    @Test
    void a_header_of_no_bytes_is_a_record_too() {
        Batch batch = new Batch();
        batch.endRecord();
        batch.bytes.ascii("ab");
        batch.endRecord();

        assertThat(batch.torn(0)).isZero();
        assertThat(batch.torn(1)).isOne();
    }

    @Test
    void a_cleared_batch_has_forgotten_its_records() {
        Batch batch = new Batch();
        for (int i = 0; i < 1000; i++) {
            batch.bytes.ascii("x".repeat(2000));
            batch.endRecord();
        }
        assertThat(batch.isFull()).isTrue();

        batch.clear();

        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.isFull()).isFalse();
        batch.bytes.ascii("x".repeat(3000));
        assertThat(batch.torn(2500)).isEqualTo(2500);
    }
}
