package dev.simul.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Hears Ctrl-C and SIGTERM. By reflection, since the only interface that the JDK has for it is one that its compiler warns of;
 * where it is missing the signals do what they do by default.
 */
final class Interrupts {
    private Interrupts() {}

    /** Runs {@code action} for each SIGINT and SIGTERM, on a thread of the JVM's. */
    static void handle(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Interrupts.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) action.run();
                        return method.getName().equals("hashCode") ? Integer.valueOf(1) : null;
                    });
            for (String name : new String[] {"INT", "TERM"}) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            }
        } catch (ReflectiveOperationException | IllegalArgumentException unavailable) {
            if (unavailable instanceof InvocationTargetException refused && refused.getCause() instanceof Error error) {
                throw error;
            }
        }
    }
}
