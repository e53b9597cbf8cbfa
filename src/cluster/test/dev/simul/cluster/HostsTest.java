package dev.simul.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.fetch.Shard;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {
    private static final int GROUPS = 128;

    private final Hosts hosts = new Hosts();

    private String key(String text) {
        return hosts.getKey(new PreparedLine(4, false, text, null).encoded());
    }

    @Test
    void lines_of_one_host_have_one_key() {
        assertThat(key("http://a.test/1")).isEqualTo("a.test");
        assertThat(key("https://www.A.test:8443/2?x")).isEqualTo("a.test");
        assertThat(key("http://[::1]:80/")).isEqualTo("[::1]");
    }

    @Test
    void lines_without_a_host_are_dealt_out_by_their_numbers() {
        assertThat(key("no url")).isEqualTo("line 4");
        assertThat(key("mailto:a@b.test")).isEqualTo("line 4");
        assertThat(hosts.getKey(new PreparedLine(9, true, "http://a.test/", null).encoded()))
                .isEqualTo("line 9");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void the_subtask_that_flink_sends_a_host_to_is_the_one_that_takes_it_for_its_own(int subtasks)
            throws UrlSyntaxException {
        for (int i = 0; i < 500; i++) {
            Url url = Url.parse("http://www.h" + i + ".test/");
            int sentTo = KeyGroupRangeAssignment.assignKeyToParallelOperator(key(url.href()), GROUPS, subtasks);

            assertThat(IntStream.range(0, subtasks)
                            .filter(index -> new Shard(index, subtasks, Hosts.dealt(GROUPS)).owns(url)))
                    .containsExactly(sentTo);
        }
    }
}
