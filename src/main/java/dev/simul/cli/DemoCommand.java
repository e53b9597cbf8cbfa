package dev.simul.cli;

import dev.simul.demo.Lesson;
import java.io.IOException;
import java.util.Comparator;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code simul demo}: short lessons in cooperative multitasking, or the list of them. */
final class DemoCommand implements SimulCommand.Subcommand {
    private final Console console;
    private final CommandSpec spec = CommandSpec.create().name("demo");

    DemoCommand(Console console) {
        this.console = console;
        spec.usageMessage()
                .description(
                        "Runs a short lesson in cooperative multitasking on virtual time, and draws who worked and waited"
                                + " when. Without a name it lists the lessons.",
                        "")
                .footer("", "Lessons:", list().stripTrailing());
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("0..1")
                .paramLabel("NAME")
                .type(String.class)
                .description("which lesson")
                .build());
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult arguments) throws UsageException {
        String name = arguments.matchedPositionalValue(0, "");
        String text = arguments.hasMatchedPositional(0)
                ? Lesson.named(name).orElseThrow(() -> unknown(name)).run()
                : "Lessons; 'simul demo NAME' runs one:\n\n" + list();
        try {
            console.write(text);
            return ExitStatus.OK;
        } catch (IOException e) {
            console.complain(e);
            return ExitStatus.STOPPED_EARLY;
        }
    }

    private static String list() {
        return Lesson.all().stream()
                .map(lesson -> String.format("  %-17s  %s\n", lesson.name(), lesson.summary()))
                .collect(Collectors.joining());
    }

    private static UsageException unknown(String name) {
        String nearest = Lesson.all().stream()
                .map(Lesson::name)
                .min(Comparator.comparingInt(each -> distance(each, name)))
                .orElseThrow();
        boolean near = distance(nearest, name) <= nearest.length() / 3;
        String names = Lesson.all().stream().map(Lesson::name).collect(Collectors.joining(", "));
        return new UsageException("there is no lesson '" + name + "'; "
                + (near ? "did you mean " + nearest + "?" : "there are " + names));
    }

    /** How many letters must be put in, taken out or replaced to make the one of the other. */
    private static int distance(String left, String right) {
        int[] above = new int[right.length() + 1];
        for (int j = 0; j < above.length; j++) above[j] = j;
        for (int i = 1; i <= left.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = above[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[right.length()];
    }
}
