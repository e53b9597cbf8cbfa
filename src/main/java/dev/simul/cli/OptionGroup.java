package dev.simul.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Options that have a heading of their own in the help. What picocli has for that is about which options go together: it puts
 * a synopsis together when it is made and for each option that is used, which was most of the time of reading the arguments.
 */
final class OptionGroup {
    private final String heading;
    private final List<OptionSpec> options = new ArrayList<>();

    OptionGroup(String heading) {
        this.heading = heading;
    }

    OptionGroup add(OptionSpec option) {
        options.add(option);
        return this;
    }

    OptionGroup addAll(List<OptionSpec> more) {
        options.addAll(more);
        return this;
    }

    /** Adds the options to those of {@code spec}, behind its earlier groups. */
    void declareIn(CommandSpec spec) {
        for (OptionSpec option : options) spec.addOption(option);
        Listing.of(spec).groups.add(this);
    }

    /** The options of a command, those of no group first. */
    private static final class Listing implements IHelpSectionRenderer {
        private final List<OptionGroup> groups = new ArrayList<>();

        static Listing of(CommandSpec spec) {
            var sections = spec.usageMessage().sectionMap();
            if (sections.get(UsageMessageSpec.SECTION_KEY_OPTION_LIST) instanceof Listing there) return there;
            Listing made = new Listing();
            sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, made);
            return made;
        }

        @Override
        public String render(Help help) {
            List<OptionSpec> others = new ArrayList<>(help.commandSpec().options());
            Set<OptionSpec> grouped = new HashSet<>();
            for (OptionGroup group : groups) grouped.addAll(group.options);
            others.removeIf(grouped::contains);
            StringBuilder text = new StringBuilder(lines(help, others));
            for (OptionGroup group : groups) {
                text.append(String.format("%n%s:%n", group.heading)).append(lines(help, group.options));
            }
            return text.toString();
        }

        private static String lines(Help help, List<OptionSpec> options) {
            Help.Layout layout = help.createDefaultLayout();
            layout.addOptions(options, help.parameterLabelRenderer());
            return layout.toString();
        }
    }
}
