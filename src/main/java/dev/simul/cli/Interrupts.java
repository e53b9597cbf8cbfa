package dev.simul.cli;

import java.util.function.Consumer;

/** Hears Ctrl-C and SIGTERM; where the JVM has nothing for that, they do what they do by default. */
final class Interrupts {
    private Interrupts() {}

    /** Runs {@code action} for each SIGINT and SIGTERM, on a thread of the JVM's. */
    @SuppressWarnings("unchecked")
    static void handle(Runnable action) {
        try {
            Class<?> signals = Class.forName("dev.simul.cli.JvmSignals");
            ((Consumer<Runnable>) signals.getDeclaredConstructor().newInstance()).accept(action);
        } catch (ReflectiveOperationException | NoClassDefFoundError unavailable) {
            // Then nobody hears of them.
        }
    }
}
