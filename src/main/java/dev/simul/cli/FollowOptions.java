package dev.simul.cli;

import dev.simul.frontier.FollowLimits;
import dev.simul.frontier.Scope;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of {@code crawl} that say which links are followed. */
final class FollowOptions {
    private static final String DEFAULT_SCOPE = "host";

    private FollowOptions() {}

    static void declare(CommandSpec spec) {
        new OptionGroup("Following links")
                .add(OptionSpec.builder("--depth")
                        .paramLabel("N")
                        .type(int.class)
                        .description(
                                "follows links (a, area) of pages up to N links away from the SOURCEs, depth by depth, each URL once;"
                                        + " not those that say nofollow; obeys robots.txt; adds depth and from to the record (0)")
                        .build())
                .add(OptionSpec.builder("--scope")
                        .paramLabel("WHICH")
                        .type(String.class)
                        .description(
                                "host: links to the same host and port as the SOURCE's line, or where that redirects to; domain:"
                                        + " to the same registrable domain; all; else a regular expression (RE2) that the URL has"
                                        + " somewhere (host)")
                        .build())
                .add(OptionSpec.builder("--sitemap")
                        .paramLabel("URL")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .description(
                                "fetches what a sitemap names, or the sitemaps of an index, XML or text, .gz or not, repeatable; then"
                                        + " there may be no SOURCE; what --scope leaves out, seen from the sitemap, is left out;"
                                        + " obeys robots.txt; adds depth and from to the record")
                        .build())
                .add(OptionSpec.builder("--max-urls")
                        .paramLabel("N")
                        .type(long.class)
                        .description("ends the crawl after N records, those of SOURCEs included (no limit)")
                        .build())
                .add(OptionSpec.builder("--max-urls-per-host")
                        .paramLabel("N")
                        .type(long.class)
                        .description("leaves out what is found beyond N URLs of a host, name and port (no limit)")
                        .build())
                .add(OptionSpec.builder("--no-robots")
                        .description("does not obey robots.txt although links are followed")
                        .build())
                .declareIn(spec);
    }

    /** Whether links are followed, or URLs found otherwise. */
    static boolean areGiven(ParseResult arguments) {
        return depth(arguments) > 0 || hasSitemaps(arguments);
    }

    static boolean hasSitemaps(ParseResult arguments) {
        return arguments.hasMatchedOption("--sitemap");
    }

    static List<Url> sitemaps(ParseResult arguments) throws UsageException {
        List<String> given = arguments.matchedOptionValue("--sitemap", List.of());
        List<Url> sitemaps = new ArrayList<>();
        for (String text : given) {
            try {
                Url url = Url.parse(text);
                if (!url.isHttp()) throw new UsageException("--sitemap: no URL of http or https: " + text);
                sitemaps.add(url);
            } catch (UrlSyntaxException e) {
                throw new UsageException("--sitemap: " + text + " is no URL: " + e.getMessage());
            }
        }
        return sitemaps;
    }

    private static int depth(ParseResult arguments) {
        return arguments.matchedOptionValue("--depth", 0);
    }

    /** What they come to; null where no links are followed. */
    static @Nullable FollowLimits limits(ParseResult arguments) throws UsageException {
        int depth = depth(arguments);
        if (depth < 0 || depth > FollowLimits.MAX_DEPTH) {
            throw new UsageException("--depth must be 0 to " + FollowLimits.MAX_DEPTH + ": " + depth);
        }
        if (arguments.hasMatchedOption("--robots") && arguments.hasMatchedOption("--no-robots")) {
            throw new UsageException("--robots and --no-robots: only one of them");
        }
        if (!areGiven(arguments)) {
            Optional<String> lost = List.of("--scope", "--max-urls", "--max-urls-per-host", "--no-robots").stream()
                    .filter(arguments::hasMatchedOption)
                    .findFirst();
            if (lost.isPresent())
                throw new UsageException(lost.get() + " is for URLs that are found: --depth or --sitemap is missing");
            return null;
        }
        if (depth > 0 && arguments.hasMatchedOption("--title-only")) {
            throw new UsageException("--title-only and --depth: only one of them");
        }
        try {
            Scope scope = Scope.parse(scope(arguments));
            return new FollowLimits(
                    depth, scope, count(arguments, "--max-urls"), count(arguments, "--max-urls-per-host"));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--scope: " + e.getMessage());
        }
    }

    static String scope(ParseResult arguments) {
        return arguments.matchedOptionValue("--scope", DEFAULT_SCOPE);
    }

    private static long count(ParseResult arguments, String option) throws UsageException {
        long count = arguments.matchedOptionValue(option, FollowLimits.NO_LIMIT);
        if (count < 1) throw new UsageException(option + " must be at least 1: " + count);
        return count;
    }
}
