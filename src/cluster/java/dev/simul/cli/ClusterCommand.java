package dev.simul.cli;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code simul cluster}: the crawl as a job on Apache Flink. */
final class ClusterCommand implements SimulCommand.Subcommand {
    private static final String DEFAULT_CLUSTER = "the one that 'cluster start' has started";

    private final Console console;
    private final CommandSpec spec = CommandSpec.create().name("cluster");

    /** By {@link ClusterEntry}. */
    ClusterCommand(Console console) {
        this.console = console;
        spec.usageMessage()
                .description(
                        "Runs the same crawl as a job on Apache Flink, with exactly one record a line though workers are lost.",
                        "");
        add("local", "crawls in this process, as a job on a cluster that ends with it", ClusterCommand::local);
        add("start", "starts a cluster of processes on this machine", ClusterCommand::start);
        add("submit", "crawls on a cluster", ClusterCommand::submit);
        add(
                "resume",
                "goes on with a job that was stopped or lost, from its newest checkpoint",
                ClusterCommand::resume);
        add("status", "says what a cluster has, and how far its jobs are", ClusterCommand::status);
        add("stop", "stops this machine's cluster, or one job", ClusterCommand::stop);
    }

    private interface Declaring {
        void declare(CommandSpec sub);
    }

    private void add(String name, String about, Declaring declaring) {
        CommandSpec sub = CommandSpec.create().name(name);
        sub.usageMessage().description(Character.toUpperCase(about.charAt(0)) + about.substring(1) + ".", "");
        declaring.declare(sub);
        spec.addSubcommand(name, new CommandLine(sub));
    }

    private static void crawl(CommandSpec sub, OptionSpec... further) {
        SourceArguments.declare(sub);
        OptionGroup job = new OptionGroup("The job")
                .add(ClusterOptions.output(
                        "where the records go, as part-*.jsonl; a folder that all workers see under this name,"
                                + " empty or not there yet"))
                .add(ClusterOptions.checkpointEvery());
        for (OptionSpec each : further) job.add(each);
        job.declareIn(sub);
        ClusterOptions.declareProgress(sub);
        ParsedCrawl.declare(sub);
        NotInCluster.all().forEach(sub::addOption);
        sub.usageMessage()
                .footer(
                        "",
                        "Durations are written 250ms, 10s, 2m; sizes 64KiB, 10MiB.",
                        "Exit status: 0 every URL was answered with an accepted status; 1 at least one failed;",
                        "2 the command line was wrong or a source could not be read; 3 the job had to stop early;",
                        "130 interrupted.");
    }

    private static void local(CommandSpec sub) {
        crawl(sub, ClusterOptions.parallelism("1"));
    }

    private static void submit(CommandSpec sub) {
        crawl(
                sub,
                ClusterOptions.parallelism("as many as there are free slots"),
                ClusterOptions.cluster(DEFAULT_CLUSTER),
                ClusterOptions.detach(),
                ClusterOptions.at());
    }

    private static void resume(CommandSpec sub) {
        sub.addOption(ClusterOptions.output("the folder that the job was given"));
        sub.addOption(ClusterOptions.parallelism("as before"));
        sub.addOption(ClusterOptions.cluster("where it ran"));
        sub.addOption(OptionSpec.builder("--local")
                .description("in this process, wherever it ran before")
                .build());
        sub.addOption(ClusterOptions.lost());
        sub.addOption(ClusterOptions.detach());
        sub.addOption(ClusterOptions.at());
        ClusterOptions.declareProgress(sub);
    }

    private static void start(CommandSpec sub) {
        sub.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("0..1")
                .paramLabel("N")
                .type(int.class)
                .description("how many TaskManagers (2)")
                .build());
        sub.addOption(OptionSpec.builder("--slots")
                .paramLabel("N")
                .type(int.class)
                .description("how many subtasks each of them may run (1)")
                .build());
        sub.addOption(OptionSpec.builder("--port")
                .paramLabel("P")
                .type(int.class)
                .description("of its web page and for jobs, on 127.0.0.1; 0 for any (8081)")
                .build());
        sub.addOption(OptionSpec.builder("--add")
                .description("starts one more TaskManager of the cluster that runs")
                .build());
        sub.addOption(ClusterOptions.at());
    }

    private static void status(CommandSpec sub) {
        sub.addOption(ClusterOptions.cluster(DEFAULT_CLUSTER));
        sub.addOption(ClusterOptions.at());
    }

    private static void stop(CommandSpec sub) {
        sub.addOption(ClusterOptions.output("stops the job that writes there, and no cluster"));
        sub.addOption(ClusterOptions.at());
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult arguments) throws UsageException {
        try {
            return switch (arguments.commandSpec().name()) {
                case "local" -> new JobStart(console, arguments).local();
                case "submit" -> new JobStart(console, arguments).submit();
                case "resume" -> new JobStart(console, arguments).resume();
                case "start" -> new MachineCommands(console, arguments).start();
                case "status" -> new MachineCommands(console, arguments).status();
                case "stop" -> new MachineCommands(console, arguments).stop();
                default ->
                    throw new UsageException("a command is missing; there are "
                            + String.join(", ", spec.subcommands().keySet()));
            };
        } catch (IOException e) {
            if (Thread.interrupted()) return ExitStatus.INTERRUPTED; // by Ctrl-C, while somebody was waited for
            console.complain(e);
            return ExitStatus.STOPPED_EARLY;
        } catch (InterruptedException e) {
            return ExitStatus.INTERRUPTED;
        }
    }
}
