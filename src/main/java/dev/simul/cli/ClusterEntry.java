package dev.simul.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * The way to {@code simul cluster}, which is built apart: what it stands on, Apache Flink, is larger than all the rest, and few want
 * it. The launcher builds it when it is first used.
 */
final class ClusterEntry {
    private ClusterEntry() {}

    /** The command itself where it is there, else one that says how to get it. */
    static SimulCommand.Subcommand make(Console console) {
        try {
            return Class.forName("dev.simul.cli.ClusterCommand")
                    .asSubclass(SimulCommand.Subcommand.class)
                    .getDeclaredConstructor(Console.class)
                    .newInstance(console);
        } catch (ReflectiveOperationException | NoClassDefFoundError notBuilt) {
            return new Absent();
        }
    }

    private static final class Absent implements SimulCommand.Subcommand {
        private final CommandSpec spec = CommandSpec.create().name("cluster");

        Absent() {
            spec.usageMessage()
                    .description(
                            "Runs a crawl as a job on Apache Flink. It is not built into this jar: scripts/simul builds"
                                    + " and runs it, or 'mvn -Pcluster package' builds target/simul-cluster.jar.");
            spec.parser().unmatchedArgumentsAllowed(true);
        }

        @Override
        public CommandSpec spec() {
            return spec;
        }

        @Override
        public int run(ParseResult arguments) throws UsageException {
            throw new UsageException(
                    "cluster needs Apache Flink and what is built against it: start it by scripts/simul");
        }
    }
}
