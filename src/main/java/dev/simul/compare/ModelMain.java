package dev.simul.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where the JVM of one run begins; not for users. Its one argument is the directory of its {@link Job}. */
public final class ModelMain {
    /** Kept, because the logging framework forgets the settings of loggers that nobody holds. */
    private static final Logger NETTY_LOG = Logger.getLogger("io.netty");

    private ModelMain() {}

    /** Does the job and leaves its measures; what goes wrong is printed, and makes the status 1. */
    public static void main(String[] args) throws Exception {
        NETTY_LOG.setLevel(Level.OFF);
        endWithParent();
        Job job = Job.take(Path.of(args[0]));
        new ModelRun(job).run().write(job.measures());
        System.exit(0); // whatever threads a client may have left behind
    }

    /** The parent never writes, so that its end is the only thing that can be read. */
    private static void endWithParent() {
        Thread watcher = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) Thread.onSpinWait();
                    } catch (IOException gone) {
                        // the same as its end
                    }
                    Runtime.getRuntime().halt(1);
                },
                "simul-parent");
        watcher.setDaemon(true);
        watcher.start();
    }
}
