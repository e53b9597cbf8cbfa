package dev.simul.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextSwitchesTest {
    @TempDir
    Path tasks;

    private void thread(int number, int voluntary, int involuntary) throws IOException {
        Path thread = Files.createDirectories(tasks.resolve(Integer.toString(number)));
        Files.writeString(
                thread.resolve("status"),
                "Name:\tx\nvoluntary_ctxt_switches:\t" + voluntary + "\nnonvoluntary_ctxt_switches:\t" + involuntary
                        + "\n");
    }

    @Test
    void those_of_all_threads_are_added_and_those_from_before_are_not() throws Exception {
        thread(1, 100, 10);
        ContextSwitches before = ContextSwitches.read(tasks);
        thread(1, 150, 11);
        thread(2, 7, 5); // new

        ContextSwitches after = ContextSwitches.read(tasks);

        assertThat(after.voluntarySince(before)).isEqualTo(50 + 7);
        assertThat(after.involuntarySince(before)).isEqualTo(1 + 5);
    }

    @Test
    void a_thread_that_has_ended_takes_nothing_away() throws Exception {
        thread(1, 100, 10);
        thread(2, 3000, 300);
        ContextSwitches before = ContextSwitches.read(tasks);
        Files.delete(tasks.resolve("2/status"));
        thread(1, 101, 10);

        assertThat(ContextSwitches.read(tasks).voluntarySince(before)).isEqualTo(1);
    }

    @Test
    void where_there_are_no_threads_to_be_seen_nothing_is_known() {
        assertThat(ContextSwitches.read(tasks.resolve("none")).areKnown()).isFalse();
    }
}
