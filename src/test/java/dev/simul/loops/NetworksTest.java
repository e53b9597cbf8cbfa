package dev.simul.loops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.simul.fetch.FetchListener;
import dev.simul.task.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetworksTest {
    private final VirtualTime time = VirtualTime.open();
    private final List<String> told = new ArrayList<>();
    private final List<Integer> asked = new ArrayList<>();
    private final Networks networks = new Networks(time.loop(), 3, index -> told.add("right " + index), asked::add);

    NetworksTest() {
        networks.listener(new FetchListener() {
            @Override
            public void onShortOfFiles() {
                told.add("files");
            }

            @Override
            public void onNetworkGone(String detail) {
                told.add("gone " + detail);
            }

            @Override
            public void onNetworkBack(Duration after) {
                told.add("back " + after);
            }

            @Override
            public void onNetworkLost(Duration after) {
                told.add("lost " + after);
            }
        });
    }

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void what_all_loops_say_is_told_once() {
        for (int i = 0; i < 3; i++) networks.of(i).onNetworkGone("unreachable");
        for (int i = 0; i < 3; i++) networks.of(i).onShortOfFiles();
        time.advance(Duration.ofSeconds(5));
        for (int i = 0; i < 3; i++) networks.of(i).onNetworkBack(Duration.ZERO);
        time.runReady();

        assertThat(told).containsExactly("files", "gone unreachable", "back PT5S");
    }

    @Test
    void loop_is_set_right_by_another_ones_answer_and_nobody_is_told() {
        networks.of(1).onNetworkGone("unreachable");
        time.runReady();
        networks.onAnswer(1);
        assertThat(told).as("its own, that was on its way").isEmpty();

        networks.onAnswer(0);
        time.advance(Duration.ofSeconds(5));

        assertThat(told).containsExactly("right 1");
    }

    @Test
    void others_are_asked_for_a_proof_for_as_long_as_somebody_takes_it_to_be_gone() {
        networks.of(1).onNetworkGone("unreachable");
        time.runReady();
        assertThat(asked).containsExactly(0, 2);

        networks.of(2).onNetworkGone("unreachable");
        time.advance(Networks.ASK_EVERY);
        assertThat(asked).containsExactly(0, 2, 0);

        networks.onProof(0);
        time.advance(Networks.ASK_EVERY.multipliedBy(2));
        assertThat(asked).containsExactly(0, 2, 0);
        assertThat(told).containsExactly("gone unreachable", "right 1", "right 2", "back PT5S");
    }

    @Test
    void back_is_what_is_told_when_the_last_one_is() {
        networks.of(0).onNetworkGone("unreachable");
        networks.of(1).onNetworkGone("unreachable");
        time.advance(Networks.DOUBT);

        networks.of(0).onNetworkBack(Duration.ZERO);
        time.runReady();
        assertThat(told).containsExactly("gone unreachable");

        networks.onAnswer(0);
        assertThat(told).containsExactly("gone unreachable", "right 1", "back PT1S");
    }

    @Test
    void it_is_lost_once() {
        networks.of(0).onNetworkLost(Duration.ofMinutes(5));
        networks.of(1).onNetworkLost(Duration.ofMinutes(5));
        time.runReady();

        assertThat(told).containsExactly("lost PT5M");
    }
}
