package dev.simul.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MemberTest {
    private final Member own = Member.of("taskmanager-1", ProcessHandle.current());

    @Test
    void a_process_is_found_again_by_what_was_written_down() {
        Member back = Member.parse(own.toString());

        assertThat(back).isEqualTo(own);
        assertThat(back.process()).contains(ProcessHandle.current());
    }

    @Test
    void another_process_of_the_same_number_is_not_taken_for_it() {
        assertThat(new Member("taskmanager-1", own.pid(), own.birth() + "1").process())
                .isEmpty();
    }

    @Test
    void what_is_no_process_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Member.parse("taskmanager-1 12"));
        assertThatIllegalArgumentException().isThrownBy(() -> Member.parse("taskmanager-1 x y"));
    }
}
