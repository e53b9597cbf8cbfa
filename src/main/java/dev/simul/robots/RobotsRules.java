package dev.simul.robots;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import dev.simul.url.Url;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one robots.txt says to one robot. */
public final class RobotsRules {
    /** What there is where there is no robots.txt: everything is allowed (section 2.3.1.3). */
    public static final RobotsRules NONE = new RobotsRules(List.of(), Duration.ZERO);

    /** Whoever asks for a longer time between two requests gets this one. */
    public static final Duration MAX_CRAWL_DELAY = Duration.ofSeconds(60);

    /**
     * How many characters may be compared for one URL, a few milliseconds' worth: a hundred rules with stars take some thousand for
     * an ordinary URL. Rules that are made to take time forbid what they take longer for.
     */
    public static final int MAX_STEPS = 1_000_000;

    /** What a rule takes beside its text, in bytes. */
    private static final int RULE_WEIGHT = 96;

    private static final boolean[] WILDCARDS = new boolean[128];

    static {
        WILDCARDS['*'] = true;
        WILDCARDS['$'] = true;
    }

    /** The most specific first, of equals those that allow (section 2.2.2): the first that matches decides. */
    private final List<PathRule> rules;

    private final Duration crawlDelay;

    private RobotsRules(List<PathRule> rules, Duration crawlDelay) {
        this.rules = rules;
        this.crawlDelay = crawlDelay;
    }

    static RobotsRules of(SimpleRobotRules read) {
        List<PathRule> rules = read.getRobotRules().stream()
                .map(rule -> PathRule.of(rule.getPrefix(), rule.isAllow()))
                .sorted(PathRule.MOST_SPECIFIC_FIRST)
                .toList();
        Duration delay = crawlDelay(read);
        return rules.isEmpty() && delay.isZero() ? NONE : new RobotsRules(rules, delay);
    }

    private static Duration crawlDelay(SimpleRobotRules read) {
        long millis = read.getCrawlDelay();
        if (millis == BaseRobotRules.UNSET_CRAWL_DELAY || millis <= 0) return Duration.ZERO;
        return Duration.ofMillis(Math.min(millis, MAX_CRAWL_DELAY.toMillis()));
    }

    /**
     * Why {@code url} may not be fetched: what robots.txt does, as the rest of that sentence. Null: it may. Quick whatever the
     * rules are.
     *
     * @param url of the site whose rules these are
     */
    public @Nullable String objectionTo(Url url) {
        if (rules.isEmpty()) return null;
        if (isRobotsTxt(url)) return null;
        String path = SimpleRobotRules.escapePath(url.requestTarget(), WILDCARDS);
        Steps steps = new Steps(MAX_STEPS);
        for (PathRule rule : rules) {
            boolean matches = rule.matches(path, steps);
            if (steps.areUsedUp()) return "has rules that would take too long to match";
            if (matches) return rule.allows() ? null : "forbids it: " + rule;
        }
        return null;
    }

    /** Whether it is the file itself, which is always allowed (section 2.2.2). */
    public static boolean isRobotsTxt(Url url) {
        return url.requestTarget().equals("/robots.txt");
    }

    /** How much time is to be between two requests, at most {@link #MAX_CRAWL_DELAY}; zero where nothing was asked for. */
    public Duration crawlDelay() {
        return crawlDelay;
    }

    /** How many rules there are. */
    public int size() {
        return rules.size();
    }

    /** About how many bytes of memory it takes. */
    public long weight() {
        long weight = 0;
        for (PathRule rule : rules) weight += RULE_WEIGHT + rule.pattern().length();
        return weight;
    }
}
