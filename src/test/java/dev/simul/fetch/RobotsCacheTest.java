package dev.simul.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.net.Origin;
import org.junit.jupiter.api.Test;

class RobotsCacheTest {
    private static final RobotsTxt HEAVY = new RobotsTxt.Unreachable("x".repeat(40));

    private static Origin site(int number) {
        return new Origin(false, "a" + number + ".test", 80);
    }

    @Test
    void who_was_not_asked_for_longest_goes_first() {
        RobotsCache cache = new RobotsCache(2, 1_000);
        cache.put(site(1), HEAVY, 0);
        cache.put(site(2), HEAVY, 0);
        assertThat(cache.get(site(1), 0)).isNotNull();

        cache.put(site(3), HEAVY, 0);

        assertThat(cache.get(site(2), 0)).isNull();
        assertThat(cache.get(site(1), 0)).isNotNull();
        assertThat(cache.get(site(3), 0)).isNotNull();
    }

    @Test
    void its_memory_is_bounded_whatever_came_and_went() {
        RobotsCache cache = new RobotsCache(1_000, 100);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 10; i++) cache.put(site(i), HEAVY, 0);
            cache.put(site(9), HEAVY, 0);
        }

        for (int i = 0; i < 8; i++) assertThat(cache.get(site(i), 0)).isNull();
        assertThat(cache.get(site(8), 0)).isNotNull();
        assertThat(cache.get(site(9), 0)).isNotNull();
    }

    @Test
    void what_is_larger_than_all_of_it_is_not_kept() {
        RobotsCache cache = new RobotsCache(10, 30);

        cache.put(site(1), HEAVY, 0);

        assertThat(cache.get(site(1), 0)).isNull();
    }
}
