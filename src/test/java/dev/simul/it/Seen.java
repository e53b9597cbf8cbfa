package dev.simul.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One request as the mock server saw it, by its log; times in microseconds. */
record Seen(String host, long began, long late, long ended, boolean wantsPause) {
    private static final Pattern BEGAN = Pattern.compile(
            "\"event\":\"began\",\"at_us\":(\\d+),\"late_us\":(\\d+),\"id\":(\\d+),\"connection\":\\d+,\"host\":\"([^\"]*)\"");
    private static final Pattern ENDED = Pattern.compile(
            "\"event\":\"ended\",\"at_us\":(\\d+),\"id\":(\\d+),\"status\":(\\d+),\"retry_after\":\"([^\"]*)\"");

    /** All of a log, whose requests all have their ends. */
    static List<Seen> read(Path log) throws IOException {
        Map<Long, Matcher> begun = new HashMap<>();
        Map<String, Integer> answered = new HashMap<>();
        List<Seen> all = new ArrayList<>();
        try (Stream<String> lines = Files.lines(log)) {
            for (String line : (Iterable<String>) lines::iterator) {
                Matcher began = BEGAN.matcher(line);
                Matcher ended = ENDED.matcher(line);
                if (began.find()) {
                    begun.put(Long.parseLong(began.group(3)), began);
                } else if (ended.find()) {
                    Matcher request = requireNonNull(begun.remove(Long.parseLong(ended.group(2))));
                    String host = request.group(4);
                    boolean isRobots = !answered.containsKey(host);
                    int count = answered.merge(host, 1, Integer::sum) - 1; // the first is for robots.txt
                    boolean quotaIsUp = !isRobots && label(host, "quota") > 0 && count % label(host, "quota") == 0;
                    all.add(new Seen(
                            host,
                            Long.parseLong(request.group(1)),
                            Long.parseLong(request.group(2)),
                            Long.parseLong(ended.group(1)),
                            quotaIsUp || ended.group(4).equals("1")));
                } else {
                    throw new AssertionError("not of a request log: " + line);
                }
            }
        }
        assertThat(begun).as("requests without an end").isEmpty();
        return all;
    }

    /** The number that a host has in its name behind a word; 0 for none. */
    static int label(String host, String name) {
        Matcher label = Pattern.compile("(?:^|\\.)" + name + "-(\\d+)\\.").matcher(host);
        return label.find() ? Integer.parseInt(label.group(1)) : 0;
    }

    /** Those of each host, in the order of their beginnings. */
    static Map<String, List<Seen>> byHost(List<Seen> all) {
        Map<String, List<Seen>> hosts = new HashMap<>();
        for (Seen each : all)
            hosts.computeIfAbsent(each.host(), host -> new ArrayList<>()).add(each);
        for (List<Seen> each : hosts.values()) each.sort((a, b) -> Long.compare(a.began(), b.began()));
        return hosts;
    }

    /** How many of one host were there at the same time. */
    static int mostAtOnce(List<Seen> seen) {
        long most = 0;
        for (Seen each : seen) {
            long atOnce = seen.stream()
                    .filter(other -> other.began() <= each.began() && other.ended() > each.began())
                    .count();
            most = Math.max(most, atOnce);
        }
        return (int) most;
    }
}
