package dev.simul.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The whole command line, see {@link Command}. */
final class SimulCommand {
    private static final int HELP_WIDTH = 100;

    private final Console console;

    /** One of the commands of {@code simul}. */
    interface Subcommand {
        /** Its options and parameters, or commands of its own; its name is the one of the spec. */
        CommandSpec spec();

        /**
         * Does what it is for.
         *
         * @param arguments its own, or those of its command that was given
         * @return the exit status of the process
         * @throws UsageException if the options cannot be, whether alone or together
         */
        int run(ParseResult arguments) throws UsageException;
    }

    SimulCommand(Console console) {
        this.console = console;
    }

    private CommandLine commandLine(List<Command> known, Map<Command, Subcommand> made) {
        CommandSpec spec = CommandSpec.create().name("simul");
        addHelp(spec);
        spec.usageMessage()
                .width(HELP_WIDTH)
                .description("Fetches a list of URLs on one thread, and shows what that buys.")
                .footer(
                        "",
                        "Examples:",
                        "  simul crawl urls.txt                        one line a URL: status, time, size, title",
                        "  simul crawl urls.txt -o pages.jsonl         the same as JSON Lines",
                        "  simul crawl urls.txt -o pages.jsonl --resume   goes on after a crash",
                        "  simul crawl --mock imdb sample-urls/imdb.txt   without the internet",
                        "  simul compare --mock imdb sample-urls/imdb.txt one by one, threads, the event loop",
                        "  simul cluster local urls.txt -o pages       as a job on Apache Flink",
                        "  simul demo chess                            a lesson in cooperative multitasking",
                        "",
                        "'simul COMMAND --help' tells the options of a command.");
        for (Command each : known) {
            Subcommand subcommand = made.get(each);
            CommandSpec sub = subcommand == null ? each.outline() : subcommand.spec();
            dress(sub);
            for (CommandLine nested : sub.subcommands().values()) dress(nested.getCommandSpec());
            spec.addSubcommand(each.word(), new CommandLine(sub));
        }
        return withConverters(new CommandLine(spec));
    }

    private static void dress(CommandSpec sub) {
        addHelp(sub);
        sub.usageMessage().width(HELP_WIDTH).abbreviateSynopsis(true).sortOptions(false);
    }

    /** Teaches it how options of our kinds are written; it and its subcommands. */
    static CommandLine withConverters(CommandLine commandLine) {
        return commandLine
                .registerConverter(Duration.class, text -> converted(() -> DurationText.parse(text)))
                .registerConverter(Integer.class, text -> converted(() -> WholeNumber.parse(text)))
                .registerConverter(int.class, text -> converted(() -> WholeNumber.parse(text)))
                .registerConverter(double.class, text -> converted(() -> DecimalNumber.parse(text)))
                .registerConverter(ByteSize.class, text -> converted(() -> ByteSize.parse(text)))
                .setUnmatchedOptionsArePositionalParams(false);
    }

    private ColorScheme colours() {
        return new ColorScheme.Builder(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .ansi(console.wantsColour() ? Ansi.ON : Ansi.OFF)
                .build();
    }

    /** What picocli's mixin would add, without the reflection that it takes. */
    private static void addHelp(CommandSpec spec) {
        spec.version("simul " + Version.current());
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build());
        spec.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print version information and exit.")
                .build());
    }

    private static <T> T converted(java.util.function.Supplier<T> parser) {
        try {
            return parser.get();
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    int run(String... args) {
        Map<Command, Subcommand> made = new EnumMap<>(Command.class);
        for (Command wanted : Command.in(args)) made.put(wanted, wanted.make(console));
        CommandLine commandLine = commandLine(Command.knownTo(args), made);
        ParseResult parsed;
        try {
            parsed = commandLine.parseArgs(args);
        } catch (UnmatchedArgumentException e) {
            return refuse(unmatched(e), e.getCommandLine());
        } catch (ParameterException e) {
            return refuse(String.valueOf(e.getMessage()), e.getCommandLine());
        }
        ParseResult last = parsed;
        while (last.hasSubcommand()) last = last.subcommand();
        CommandLine chosen = last.commandSpec().commandLine();
        if (last.isUsageHelpRequested() || last.isVersionHelpRequested()) {
            PrintWriter out = new PrintWriter(console.out(), false, StandardCharsets.UTF_8);
            if (last.isUsageHelpRequested()) {
                chosen.usage(out, colours());
            } else {
                chosen.printVersionHelp(out);
            }
            out.flush();
            return ExitStatus.OK;
        }
        try {
            if (!parsed.hasSubcommand()) {
                return refuse("a command is missing; there are " + String.join(", ", Command.words()), commandLine);
            }
            String word = parsed.subcommand().commandSpec().name();
            for (Map.Entry<Command, Subcommand> each : made.entrySet()) {
                if (each.getKey().word().equals(word)) return each.getValue().run(last);
            }
            throw new IllegalStateException("nobody has made " + word);
        } catch (UsageException e) {
            return refuse(String.valueOf(e.getMessage()), chosen);
        }
    }

    private String unmatched(UnmatchedArgumentException e) {
        String first = e.getUnmatched().getFirst();
        Set<String> commands = e.getCommandLine().getSubcommands().keySet();
        if (!first.startsWith("-") && !commands.isEmpty()) {
            return "there is no command '" + first + "'; there are " + String.join(", ", commands);
        }
        if (!first.startsWith("-")) return "unexpected argument '" + first + "'";
        List<String> similar = e.getSuggestions();
        return "unknown option '" + first + "'"
                + (similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?");
    }

    private int refuse(String message, CommandLine command) {
        console.complain(message);
        console.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitStatus.USAGE;
    }
}
