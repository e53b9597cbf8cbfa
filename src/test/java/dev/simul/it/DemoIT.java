package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lessons, from the program as it is shipped. */
class DemoIT {
    @TempDir
    Path folder;

    @Test
    void without_a_name_the_lessons_are_listed() throws Exception {
        Finished list = Simul.in(folder).run("demo");

        assertThat(list.status()).isZero();
        assertThat(list.err()).isEmpty();
        assertThat(list.out()).contains("  chess  ", "  kettle  ", "  deadlock  ");
    }

    @Test
    void chess_takes_twelve_hours_or_one() throws Exception {
        Finished chess = Simul.in(folder).run("demo", "chess");

        assertThat(chess.status()).isZero();
        assertThat(chess.err()).isEmpty();
        assertThat(chess.out()).contains(" 12 h ", " 1 h ", "board 24", "█").doesNotContain("\u001b");
    }

    @Test
    void deadlock_ends() throws Exception {
        Finished deadlock = Simul.in(folder).run("demo", "deadlock");

        assertThat(deadlock.status()).isZero();
        assertThat(deadlock.out()).contains("hen waits for egg", "the only worker thread waits");
    }

    @Test
    void an_unknown_name_is_a_wrong_command_line() throws Exception {
        Finished refused = Simul.in(folder).run("demo", "ches");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .isEqualTo("simul: there is no lesson 'ches'; did you mean chess?\nTry 'simul demo --help'.\n");
    }

    @Test
    void a_reader_that_has_seen_enough_is_no_error() throws Exception {
        Finished head = Simul.in(folder).bash("simul demo chess | head -n 1");

        assertThat(head.status()).isZero();
        assertThat(head.outLines()).hasSize(1);
        assertThat(head.err()).isEmpty();

        for (String command : List.of("demo", "serve --list")) {
            Finished gone = Simul.in(folder).bash("simul " + command + " | true; exit ${PIPESTATUS[0]}");
            assertThat(gone.status()).as(command).isZero();
            assertThat(gone.err()).isEmpty();
        }
    }
}
