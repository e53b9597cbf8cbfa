package dev.simul.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** The commands of {@code simul}. One is made when it is wanted: the options of all would take longer than a short crawl. */
@SuppressWarnings("ImmutableEnumChecker") // constructors have no state
enum Command {
    CRAWL("fetches every URL of a list on one event loop and writes one record a URL", CrawlCommand::new),
    VERIFY("proves that the lines of a list and the records of a file match one to one", VerifyCommand::new),
    FAILED("prints the URLs of a file of records that have failed, as a list for another crawl", FailedCommand::new),
    CLUSTER("runs the same crawl on several machines, as a job on Apache Flink", ClusterEntry::make),
    COMPARE("runs one list through several models of concurrency, and shows them side by side", CompareCommand::new),
    SERVE("runs the local mock server", ServeCommand::new),
    DEMO("shows a short lesson in cooperative multitasking", DemoCommand::new);

    private final String about;
    private final Function<Console, SimulCommand.Subcommand> maker;

    Command(String about, Function<Console, SimulCommand.Subcommand> maker) {
        this.about = about;
        this.maker = maker;
    }

    /** What it is called by. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Command::word).toList();
    }

    /** Those that {@code args} may be about: the one that they name first, or all where a file of arguments may name it. */
    static List<Command> in(String... args) {
        for (String arg : args) {
            if (arg.startsWith("@")) return List.of(values());
            for (Command each : values()) {
                if (each.word().equals(arg)) return List.of(each);
            }
        }
        return List.of();
    }

    /** Those that {@code args} may name; where they begin with one there is no need to know the others. */
    static List<Command> knownTo(String... args) {
        for (Command each : values()) {
            if (args.length > 0 && each.word().equals(args[0])) return List.of(each);
        }
        return List.of(values());
    }

    SimulCommand.Subcommand make(Console console) {
        return maker.apply(console);
    }

    /** As much as the list of commands tells. */
    CommandSpec outline() {
        CommandSpec outline = CommandSpec.create().name(word());
        outline.usageMessage().description(about);
        return outline;
    }
}
