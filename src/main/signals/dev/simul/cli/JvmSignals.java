package dev.simul.cli;

import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** What {@link Interrupts} does, compiled apart from the rest: of the only thing that the JDK has for it javac always warns. */
final class JvmSignals implements Consumer<Runnable> {
    @Override
    public void accept(Runnable action) {
        SignalHandler handler = signal -> action.run();
        for (String name : new String[] {"INT", "TERM"}) {
            try {
                Signal.handle(new Signal(name), handler);
            } catch (IllegalArgumentException reserved) { // the JVM was told to leave signals alone (-Xrs)
                return;
            }
        }
    }
}
