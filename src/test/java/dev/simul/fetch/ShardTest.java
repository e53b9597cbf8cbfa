package dev.simul.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
    private static int ownerOf(String url, int count) {
        try {
            return Shard.ownerOf(Url.parse(url), count);
        } catch (UrlSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.test/, https://a.test/x?y",
        "http://a.test/, http://a.test:8080/",
        "http://a.test/, http://A.TEST/",
        "http://a.test/, https://www.a.test/",
        "http://m\u00FCller.test/, http://xn--mller-kva.test/",
        "http://[::1]/, http://[0:0::1]:81/"
    })
    void what_is_one_host_has_one_loop(String one, String other) {
        for (int count = 1; count <= 64; count++) {
            assertThat(ownerOf(other, count)).as("of %d", count).isEqualTo(ownerOf(one, count));
        }
    }

    @Test
    void it_is_the_same_in_each_run() {
        assertThat(IntStream.range(0, 8).map(i -> ownerOf("http://h" + i + ".test/", 3)))
                .containsExactly(0, 1, 2, 0, 1, 0, 1, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void hosts_that_are_alike_are_spread_evenly(int count) {
        int[] hosts = new int[count];
        for (int i = 0; i < 1_000 * count; i++) hosts[ownerOf("http://h" + i + ".example.com/", count)]++;

        assertThat(hosts).satisfies(all -> {
            for (int each : all) assertThat(each).isBetween(900, 1_100);
        });
    }

    @Test
    void each_url_is_owned_by_exactly_one() throws UrlSyntaxException {
        for (int i = 0; i < 100; i++) {
            Url url = Url.parse("http://h" + i + ".test/");
            assertThat(IntStream.range(0, 5).filter(index -> new Shard(index, 5).owns(url)))
                    .hasSize(1);
            assertThat(Shard.ALL.owns(url)).isTrue();
        }
    }

    @Test
    void who_has_a_host_may_be_said_by_somebody_else() throws UrlSyntaxException {
        Shard.Deal byLength = (name, count) -> name.length() % count;
        Shard first = new Shard(0, 4, byLength);

        assertThat(first.owns(Url.parse("http://www.a.test:8080/"))).isFalse();
        assertThat(new Shard(2, 4, byLength).owns(Url.parse("http://www.a.test:8080/")))
                .isTrue();
        assertThat(new Shard(2, 4, byLength).owns("www.a.test:80")).isTrue();
        assertThat(new Shard(1, 4, byLength).owns("[::1]:80")).isTrue();
    }

    @Test
    void there_is_no_shard_beyond_the_last() {
        assertThatThrownBy(() -> new Shard(2, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Shard(-1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_parts_of_limits_are_what_there_is_in_all() {
        AdmissionLimits all = new AdmissionLimits(100, 9, 6, Duration.ofMillis(5), true);

        assertThat(IntStream.range(0, 3).map(i -> all.part(new Shard(i, 3)).concurrency()))
                .containsExactly(34, 33, 33);
        assertThat(all.part(new Shard(2, 3))).isEqualTo(new AdmissionLimits(33, 3, 6, Duration.ofMillis(5), true));
        assertThat(all.part(Shard.ALL)).isEqualTo(all);
        assertThatThrownBy(() -> AdmissionLimits.fixed(2, 0).part(new Shard(2, 3)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
