package dev.simul.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.simul.task.SlowCallback;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class SlowCallbacksTest {
    private static SlowCallbacks of(String... arguments) throws UsageException {
        CommandSpec spec = CommandSpec.create()
                .addOption(OptionSpec.builder("--slow-callbacks")
                        .type(Duration.class)
                        .build());
        CommandLine line = new CommandLine(spec).registerConverter(Duration.class, Duration::parse);
        return SlowCallbacks.of(line.parseArgs(arguments));
    }

    private static SlowCallback slow(int millis, String whom) {
        StackTraceElement call = new StackTraceElement("dev.simul.X", "parse", "X.java", 7);
        return new SlowCallback(Duration.ofMillis(millis), "I/O", whom, List.of(call));
    }

    @Test
    void says_nothing_where_nobody_asked() throws Exception {
        assertThat(of().text()).isEmpty();
    }

    @Test
    void says_that_there_were_none() throws Exception {
        assertThat(of("--slow-callbacks", "PT0.1S").text())
                .isEqualTo("0 callbacks held the loop for 100 ms or longer\n");
    }

    @Test
    void shows_the_worst_first_and_not_more_than_five() throws Exception {
        SlowCallbacks slow = of("--slow-callbacks", "PT0.1S");
        for (int i = 1; i <= 7; i++) slow.add(slow(100 * i, "http://a.test/" + i));

        assertThat(slow.text()).startsWith("""
                        7 callbacks held the loop for 100 ms or longer, the worst 5:
                          I/O held the loop for 700 ms, for http://a.test/7
                              at dev.simul.X.parse(X.java:7)
                          I/O held the loop for 600 ms, for http://a.test/6
                        """).contains("for http://a.test/3").doesNotContain("for http://a.test/2");
    }

    @Test
    void a_threshold_of_nothing_is_refused() {
        assertThatThrownBy(() -> of("--slow-callbacks", "PT0S")).isInstanceOf(UsageException.class);
    }
}
