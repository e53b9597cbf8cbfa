package dev.simul.cli;

import dev.simul.compare.ReportAbout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What a page tells of the command line that it comes from. Pages are passed on: what headers say is nobody's business. */
final class CompareAbout {
    private static final int MAX_SOURCES = 3;

    private CompareAbout() {}

    static ReportAbout of(ParseResult arguments) {
        List<String> sources = arguments.matchedPositionalValue(0, List.of());
        List<String> words = new ArrayList<>();
        for (OptionSpec option : arguments.matchedOptionsSet()) words.addAll(words(option));
        words.addAll(sources);
        return new ReportAbout(Instant.now(), "simul " + Version.current(), what(arguments, sources), words);
    }

    private static String what(ParseResult arguments, List<String> sources) {
        String work = arguments.matchedOptionValue("--work", null);
        if (work != null) return "--work " + work;
        String names = String.join(", ", sources.subList(0, Math.min(MAX_SOURCES, sources.size())));
        int more = sources.size() - MAX_SOURCES;
        return more > 0 ? names + " and " + more + " more" : names;
    }

    private static List<String> words(OptionSpec option) {
        if (option.arity().max() == 0) return List.of(option.longestName());
        List<String> words = new ArrayList<>();
        for (String value : option.originalStringValues()) {
            words.add(option.longestName());
            words.add(option.longestName().equals("--header") ? name(value) + ": …" : value);
        }
        return words;
    }

    private static String name(String header) {
        int colon = header.indexOf(':');
        return colon < 0 ? header : header.substring(0, colon);
    }
}
