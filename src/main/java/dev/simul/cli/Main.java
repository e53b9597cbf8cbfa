package dev.simul.cli;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where the process begins. */
public final class Main {
    /** Kept, because the logging framework forgets the settings of loggers that nobody holds. */
    private static final Logger NETTY_LOG = Logger.getLogger("io.netty");

    private Main() {}

    public static void main(String[] args) {
        NETTY_LOG.setLevel(
                Level.OFF); // what matters reaches the record or the user; the rest would tear the progress line
        setUnlessGiven("io.netty.leakDetection.level", "disabled"); // costs a tenth of the CPU; the tests run with it
        // The rest is start-up time: what Netty would find out about this machine, and nobody asks for.
        setUnlessGiven("io.netty.jfr.enabled", "false");
        setUnlessGiven("io.netty.machineId", "00:00:00:00:00:00:00:00");
        setUnlessGiven("io.netty.processId", "1");
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        System.exit(new SimulCommand(Console.ofProcess()).run(args));
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) System.setProperty(property, value);
    }
}
