package dev.simul.robots;

import java.util.Comparator;

/**
 * One {@code Allow} or {@code Disallow} (sections 2.2.2 and 2.2.3).
 *
 * @param pattern percent-encoded as paths are; {@code *} stands for any characters, {@code $} at the end for the end of the path
 */
record PathRule(String pattern, boolean allows) {
    /** By octets, and of equals the one that allows. */
    static final Comparator<PathRule> MOST_SPECIFIC_FIRST =
            Comparator.comparingInt((PathRule rule) -> -rule.pattern().length()).thenComparing(rule -> !rule.allows());

    /** What a message shows of a rule. */
    private static final int SHOWN = 100;

    static PathRule of(String pattern, boolean allows) {
        int dollar = pattern.indexOf('$');
        if (dollar < 0 || dollar == pattern.length() - 1) return new PathRule(pattern, allows);
        String inner = pattern.substring(0, pattern.length() - 1).replace("$", "%24"); // it is itself there
        return new PathRule(inner + pattern.charAt(pattern.length() - 1), allows);
    }

    /**
     * Whether it is about {@code path}.
     *
     * @param path with its query, percent-encoded, also what is special in a pattern
     * @param steps where they are used up, the answer says nothing
     */
    boolean matches(String path, Steps steps) {
        boolean isAnchored = pattern.endsWith("$");
        int end = isAnchored ? pattern.length() - 1 : pattern.length();
        int star = star(0, end);
        if (!isAt(path, 0, 0, star, steps)) return false;
        int at = star;
        if (star == end) return !isAnchored || at == path.length();
        // What stands between two stars goes to the first place where it fits: that leaves the most for the rest.
        while (true) {
            int from = star + 1;
            star = star(from, end);
            int length = star - from;
            if (star == end && isAnchored) {
                int last = path.length() - length;
                return last >= at && isAt(path, last, from, star, steps);
            }
            while (!isAt(path, at, from, star, steps)) {
                if (steps.areUsedUp() || at + length >= path.length()) return false;
                at++;
            }
            at += length;
            if (star == end) return true;
        }
    }

    private int star(int from, int end) {
        int star = pattern.indexOf('*', from);
        return star < 0 || star > end ? end : star;
    }

    /** Whether the pattern from {@code from} to {@code to} stands in the path at {@code at}. */
    private boolean isAt(String path, int at, int from, int to, Steps steps) {
        steps.take();
        if (at + (to - from) > path.length()) return false;
        for (int i = from; i < to; i++) {
            if (path.charAt(at + i - from) != pattern.charAt(i)) return false;
            steps.take();
        }
        return true;
    }

    /** As it would be written. */
    @Override
    public String toString() {
        String shown = pattern.length() <= SHOWN ? pattern : pattern.substring(0, SHOWN) + "…";
        return (allows ? "Allow: " : "Disallow: ") + shown;
    }
}
