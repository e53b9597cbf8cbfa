package dev.simul.cli;

import dev.simul.crawl.PagePolicy;
import dev.simul.html.PageQuery;
import dev.simul.html.Selection;
import dev.simul.robots.ProductToken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that say what is read of a page. */
final class PageOptions {
    private PageOptions() {}

    static void declare(CommandSpec spec) {
        new OptionGroup("Pages")
                .add(OptionSpec.builder("--title-only")
                        .description("stops reading a page as soon as its title is known, and what is no page at once")
                        .build())
                .add(OptionSpec.builder("--select")
                        .paramLabel("NAME=CSS")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .description(
                                "adds the text of the first match to the record as selected.NAME, repeatable;",
                                "NAME=CSS@ATTRIBUTE: the attribute's value, @abs:href as an absolute URL;",
                                "NAME[]=CSS: all matches, as a list")
                        .build())
                .add(OptionSpec.builder("--links")
                        .description("adds the page's links to the record, absolute, each once")
                        .build())
                .declareIn(spec);
    }

    /**
     * What they come to.
     *
     * @param maxBodyBytes that a body may have
     * @param follower who follows links; null if nobody does
     */
    static PagePolicy of(ParseResult arguments, long maxBodyBytes, @Nullable ProductToken follower)
            throws UsageException {
        boolean titleOnly = arguments.hasMatchedOption("--title-only");
        List<Selection> selections = selections(arguments);
        boolean links = arguments.hasMatchedOption("--links");
        if (titleOnly && !selections.isEmpty()) {
            throw new UsageException("--title-only and --select: only one of them");
        }
        if (titleOnly && links) throw new UsageException("--title-only and --links: only one of them");
        if (selections.isEmpty() && !links && follower == null) return new PagePolicy(PageQuery.TITLE, titleOnly);
        int limit = (int) Math.min(maxBodyBytes, PageQuery.MOST_BYTES);
        String name = follower == null ? null : follower.name();
        return new PagePolicy(new PageQuery(selections, links, name, limit), false);
    }

    private static List<Selection> selections(ParseResult arguments) throws UsageException {
        List<String> given = arguments.matchedOptionValue("--select", List.of());
        List<Selection> selections = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String text : given) {
            try {
                Selection selection = Selection.parse(text);
                if (!names.add(selection.name())) {
                    throw new UsageException("--select: there are two with the name " + selection.name());
                }
                selections.add(selection);
            } catch (IllegalArgumentException e) {
                throw new UsageException("--select: " + e.getMessage());
            }
        }
        return selections;
    }
}
