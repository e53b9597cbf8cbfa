package dev.simul.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkTest {
    @ParameterizedTest
    @EnumSource
    void every_job_computes_the_answer_that_is_known(Work work) {
        assertThat(work.jobs())
                .allSatisfy(job -> assertThat(job.result()).as(job.name()).isEqualTo(job.knownAnswer()));
    }

    @Test
    void sums_of_squares_are_twenty_and_larger_than_a_long() {
        assertThat(Work.SUM.jobs()).hasSize(20);
        assertThat(Work.SUM.jobs().getFirst().result()).isEqualTo("41666654166667500000");
        assertThat(Work.SUM.jobs().getLast().name()).isEqualTo("the squares below 5,000,019");
    }

    @Test
    void five_of_the_six_numbers_are_prime() {
        assertThat(Work.PRIMES.jobs())
                .extracting(WorkJob::result)
                .containsExactly("true", "true", "true", "true", "true", "false");
    }

    @Test
    void sums_of_primes_are_those_of_the_books() {
        assertThat(Work.PRIME_SUMS.jobs())
                .extracting(WorkJob::result)
                .containsExactly("6458901531", "9914236195", "14071826345");
    }

    @Test
    void an_unknown_word_is_refused() {
        assertThat(Work.named("prime-sums")).isEqualTo(Work.PRIME_SUMS);
        assertThatThrownBy(() -> Work.named("Sum"))
                .hasMessage("no work is named 'Sum'; there are sum, primes, prime-sums");
    }
}
