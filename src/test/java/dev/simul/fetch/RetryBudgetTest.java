package dev.simul.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.task.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private static final int AT_FIRST = (int) RetryBudget.MOST_KEPT;

    private final VirtualTime time = VirtualTime.open();

    @AfterEach
    void close() {
        time.close();
    }

    private static int takeAll(RetryBudget budget) {
        int taken = 0;
        while (budget.tryTake()) taken++;
        return taken;
    }

    @Test
    void where_everything_fails_the_retries_are_a_part_of_the_first_attempts() {
        RetryBudget budget = new RetryBudget(time.loop(), 0.25, 1);
        int retries = 0;
        for (int i = 0; i < 100_000; i++) {
            budget.onFirstAttempt();
            for (int retry = 0; retry < 2; retry++) if (budget.tryTake()) retries++;
        }

        assertThat(retries).isBetween(25_000, 25_000 + AT_FIRST);
        assertThat(budget.refused()).isEqualTo(200_000 - retries);
    }

    @Test
    void what_was_not_needed_is_not_saved_up_for_a_bad_day() {
        RetryBudget budget = new RetryBudget(time.loop(), 1, 1);
        for (int i = 0; i < 100_000; i++) budget.onFirstAttempt();

        assertThat(takeAll(budget)).isEqualTo(AT_FIRST);
    }

    @Test
    void time_brings_some_back() {
        RetryBudget budget = new RetryBudget(time.loop(), 0, 1);
        assertThat(takeAll(budget)).isEqualTo(AT_FIRST);

        time.advance(Duration.ofSeconds(3));
        assertThat(takeAll(budget)).isEqualTo((int) (3 * RetryBudget.PER_SECOND));

        time.advance(Duration.ofHours(1));
        assertThat(takeAll(budget)).isEqualTo(AT_FIRST);
    }

    @Test
    void parts_of_one_are_together_what_it_is() {
        RetryBudget part = new RetryBudget(time.loop(), 0, 4);
        assertThat(takeAll(part)).isEqualTo(AT_FIRST / 4);

        time.advance(Duration.ofSeconds(2));
        assertThat(takeAll(part)).isEqualTo((int) (2 * RetryBudget.PER_SECOND / 4));
    }

    @Test
    void without_a_limit_there_is_always_one() {
        RetryBudget budget = new RetryBudget(time.loop(), Double.POSITIVE_INFINITY, 1);
        for (int i = 0; i < 10 * AT_FIRST; i++) assertThat(budget.tryTake()).isTrue();
        assertThat(budget.refused()).isZero();
    }
}
