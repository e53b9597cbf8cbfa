package dev.simul.cli;

import dev.simul.cluster.CrawlSettings;
import dev.simul.crawl.AcceptedStatuses;
import dev.simul.crawl.CrawlConfig;
import dev.simul.serve.MockServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The options of a crawl as words, which travel where objects do not, and are read once more by each worker.
 *
 * @param words each {@code --name=value}
 * @param proxies what the environment says of them, where the job was submitted
 * @param lookAhead how many lines may wait, of all subtasks or of each: as the one who asks divides it
 */
record ParsedCrawl(List<String> words, Map<String, String> proxies, int lookAhead) implements CrawlSettings {
    private static final Set<String> PROXY_VARIABLES =
            Set.of("http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY");

    ParsedCrawl {
        words = List.copyOf(words);
        proxies = new TreeMap<>(proxies);
    }

    /** Those of a command line. */
    static ParsedCrawl of(ParseResult arguments, Map<String, String> environment, int lookAhead) {
        Set<String> ofCrawls =
                spec().options().stream().map(OptionSpec::longestName).collect(Collectors.toSet());
        List<String> words = new ArrayList<>();
        for (OptionSpec option : arguments.matchedOptionsSet()) {
            if (!ofCrawls.contains(option.longestName())) continue;
            boolean hasValue = option.arity().max() > 0;
            if (!hasValue) words.add(option.longestName());
            for (String value : hasValue ? option.stringValues() : List.<String>of()) {
                words.add(option.longestName() + "=" + seenFromAnywhere(option, value));
            }
        }
        Map<String, String> proxies = new TreeMap<>(environment);
        proxies.keySet().retainAll(PROXY_VARIABLES);
        return new ParsedCrawl(words, proxies, lookAhead);
    }

    /** The worker is somewhere else. */
    private static String seenFromAnywhere(OptionSpec option, String value) {
        if (option.type() == Path.class) return Path.of(value).toAbsolutePath().toString();
        boolean isReplay = option.longestName().equals("--mock") && value.startsWith(MockOption.REPLAY);
        if (!isReplay) return value;
        return MockOption.REPLAY
                + Path.of(value.substring(MockOption.REPLAY.length())).toAbsolutePath();
    }

    /** The same with another look-ahead. */
    ParsedCrawl withLookAhead(int each) {
        return new ParsedCrawl(words, proxies, each);
    }

    /** Which statuses do not count as failed. */
    AcceptedStatuses accepted() throws UsageException {
        return RequestOptions.accepted(parsed());
    }

    private ParseResult parsed() throws UsageException {
        try {
            return SimulCommand.withConverters(new CommandLine(spec())).parseArgs(words.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("cluster");
        declare(spec);
        return spec;
    }

    /** Declares the options of {@code crawl} that a job has as well. */
    static void declare(CommandSpec spec) {
        PageOptions.declare(spec);
        PolitenessOptions.declare(spec, "10000 for each subtask", List.of());
        RequestOptions.declare(spec, RequestOptions.ofCrawls(), List.of());
        MockOption.declare(spec);
    }

    @Override
    public Opened open() throws UsageException {
        ParseResult arguments = parsed();
        MockServer mock = MockOption.start(arguments);
        try {
            return open(arguments, mock);
        } catch (UsageException | RuntimeException e) {
            if (mock != null) mock.close();
            throw e;
        }
    }

    private Opened open(ParseResult arguments, @Nullable MockServer mock) throws UsageException {
        CrawlPlan plan = CrawlPlan.of(arguments, null, mock, proxies);
        CrawlConfig config = new CrawlConfig(
                lookAhead,
                false,
                plan.config().accepted(),
                plan.config().pages(),
                plan.config().grace());
        return new Opened(
                config,
                plan.fetch(),
                plan.conduct().limits(),
                plan.conduct().endurance(),
                plan.conduct().robot(),
                mock == null ? () -> {} : mock::close);
    }
}
