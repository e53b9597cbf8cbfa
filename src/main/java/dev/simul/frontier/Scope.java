package dev.simul.frontier;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.simul.cookie.PublicSuffixes;
import dev.simul.url.Url;

/** Which links are followed, as {@code --scope} says it. Immutable; any thread. */
public sealed interface Scope {
    /** Name and port are those of what a URL descends from. */
    Scope HOST = new Host();

    /** The registrable domain is that of what a URL descends from. */
    Scope DOMAIN = new Domain();

    /** All of them. */
    Scope ALL = new All();

    /**
     * What {@code --scope} means.
     *
     * @param text {@code host}, {@code domain}, {@code all}, else a regular expression
     * @throws IllegalArgumentException with lines for the user if it is none
     */
    static Scope parse(String text) {
        return switch (text) {
            case "host" -> HOST;
            case "domain" -> DOMAIN;
            case "all" -> ALL;
            default -> {
                try {
                    yield new Matching(Pattern.compile(text));
                } catch (PatternSyntaxException e) {
                    throw new IllegalArgumentException(message(text, e));
                }
            }
        };
    }

    /** With a mark below the place, where the library tells it: it says which part is wrong. */
    private static String message(String text, PatternSyntaxException e) {
        String part = e.getPattern() == null ? "" : e.getPattern();
        String message =
                "'" + text + "' is none of host, domain and all, and no regular expression: " + e.getDescription();
        int at = part.isEmpty() ? -1 : text.indexOf(part);
        if (at < 0 || part.equals(text)) return message;
        return message + "\n  " + text + "\n  " + " ".repeat(at) + "^".repeat(part.length());
    }

    /** What of a URL is kept for those that descend from it; has no spaces. */
    String rootOf(Url url);

    /**
     * Whether a link is followed.
     *
     * @param roots what it descends from, parted by spaces
     */
    boolean contains(Url link, String roots);

    private static boolean has(String roots, String root) {
        for (String each : roots.split(" ", -1)) if (each.equals(root)) return true;
        return false;
    }

    /** See {@link #HOST}. */
    record Host() implements Scope {
        @Override
        public String rootOf(Url url) {
            return url.host() + ":" + url.effectivePort();
        }

        @Override
        public boolean contains(Url link, String roots) {
            return has(roots, rootOf(link));
        }
    }

    /** See {@link #DOMAIN}. */
    record Domain() implements Scope {
        @Override
        public String rootOf(Url url) {
            String host = String.valueOf(url.host());
            if (isAddress(host)) return host;
            String registrable = PublicSuffixes.registrableIn(host);
            return registrable == null ? host : registrable;
        }

        /** A host whose last part is a number is one by the URL standard (section 3.5). */
        private static boolean isAddress(String host) {
            char last = host.isEmpty() ? ']' : host.charAt(host.length() - 1);
            return last == ']'
                    || (last >= '0' && last <= '9' && Character.isDigit(host.charAt(host.lastIndexOf('.') + 1)));
        }

        @Override
        public boolean contains(Url link, String roots) {
            return has(roots, rootOf(link));
        }
    }

    /** See {@link #ALL}. */
    record All() implements Scope {
        @Override
        public String rootOf(Url url) {
            return "";
        }

        @Override
        public boolean contains(Url link, String roots) {
            return true;
        }
    }

    /**
     * The URL has something that matches.
     *
     * @param pattern matched in linear time
     */
    record Matching(Pattern pattern) implements Scope {
        @Override
        public String rootOf(Url url) {
            return "";
        }

        @Override
        public boolean contains(Url link, String roots) {
            return pattern.matcher(link.href()).find();
        }
    }
}
