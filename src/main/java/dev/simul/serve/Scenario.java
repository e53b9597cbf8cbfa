package dev.simul.serve;

import java.util.List;
import java.util.stream.Collectors;

/** Answers that are made up; each scenario has a name for the command line and says of itself what it is. */
public enum Scenario implements Content {
    PAGES("pages", "any URL: an HTML page of 2 to 80 KiB, its title drawn from the URL, at once"),
    IMDB("imdb", "any host: /title/ttNUMBER is the full credits of a film, after 300 ms"),
    SITES("sites", "www.jython.org and olympus.realpython.org/dice, after 100 ms"),
    NEWS("news", "five news hosts, one refuses, one redirects to https, after 20 to 120 ms"),
    POLITE("polite", "hosts that want to be asked with consideration: delay-120.busy-3.quota-4.x.test"),
    LINKS(
            "links",
            "a site of a thousand pages that link to one another, to duplicates, redirects and dead ends, at once"),
    FAULTS("faults", "what can go wrong, each at a path that names it; / lists them");

    private static final List<Scenario> ALL = List.of(values());

    private final String id;
    private final String description;

    Scenario(String id, String description) {
        this.id = id;
        this.description = description;
    }

    /** The name on the command line. */
    public String id() {
        return id;
    }

    /** One line, without a full stop. */
    public String description() {
        return description;
    }

    public static List<Scenario> all() {
        return ALL;
    }

    /**
     * Finds a scenario by its name.
     *
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    public static Scenario named(String id) {
        return ALL.stream()
                .filter(scenario -> scenario.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scenario is named '" + id + "'; there are "
                        + ALL.stream().map(Scenario::id).collect(Collectors.joining(", "))));
    }

    /** How long its answers take, where nothing else is asked for. */
    Latency latency() {
        return switch (this) {
            case PAGES, POLITE, LINKS, FAULTS -> Latency.NONE;
            case IMDB -> Latency.ofMillis(300, 0);
            case SITES -> Latency.ofMillis(100, 0);
            case NEWS -> Latency.ofMillis(20, 100);
        };
    }

    Responder responder(long seed) {
        return switch (this) {
            case PAGES -> new Pages(seed);
            case IMDB -> new Films(seed);
            case SITES -> new Sites(seed);
            case NEWS -> new News(seed);
            case POLITE -> new Polite();
            case LINKS -> new LinkedSite(seed);
            case FAULTS -> new Faults();
        };
    }
}
