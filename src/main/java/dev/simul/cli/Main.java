package dev.simul.cli;

import dev.simul.task.SilentLogger;

/** Where the process begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        SilentLogger.install();
        setUnlessGiven("io.netty.leakDetection.level", "disabled"); // costs a tenth of the CPU; the tests run with it
        // The rest is start-up time: what Netty would find out about this machine, and nobody asks for.
        setUnlessGiven("io.netty.jfr.enabled", "false");
        setUnlessGiven("io.netty.machineId", "00:00:00:00:00:00:00:00");
        setUnlessGiven("io.netty.processId", "1");
        int status = new SimulCommand(Console.ofProcess()).run(args);
        // Else it ends here as well, since all other threads are daemons, and sooner: an exit gets the JDK's logging
        // ready first.
        if (status != ExitStatus.OK) System.exit(status);
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) System.setProperty(property, value);
    }
}
