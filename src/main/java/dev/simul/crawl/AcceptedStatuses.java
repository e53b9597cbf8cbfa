package dev.simul.crawl;

import java.util.BitSet;

/**
 * The HTTP statuses that do not count as failed. Immutable.
 *
 * <p>Written as ranges, {@code 200..=299,404}; {@code 200..300} leaves the 300 out, as in Rust, whose syntax this is.
 */
public final class AcceptedStatuses {
    private static final int MAX = 999;

    private final BitSet statuses;
    private final String text;

    private AcceptedStatuses(BitSet statuses, String text) {
        this.statuses = statuses;
        this.text = text;
    }

    /**
     * Reads the ranges.
     *
     * @throws IllegalArgumentException with a message for the user if they are not such
     */
    public static AcceptedStatuses parse(String ranges) {
        BitSet statuses = new BitSet(MAX + 1);
        for (String range : ranges.split(",", -1)) add(statuses, range.strip());
        return new AcceptedStatuses(statuses, ranges);
    }

    private static void add(BitSet statuses, String range) {
        int dots = range.indexOf("..");
        if (dots < 0) {
            statuses.set(status(range, range));
            return;
        }
        boolean inclusive = range.startsWith("=", dots + 2);
        int from = status(range.substring(0, dots), range);
        int last = status(range.substring(dots + (inclusive ? 3 : 2)), range) - (inclusive ? 0 : 1);
        if (last < from) throw new IllegalArgumentException("the range '" + range + "' is empty");
        statuses.set(from, last + 1);
    }

    private static int status(String digits, String range) {
        boolean ok = digits.length() == 3 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!ok) {
            throw new IllegalArgumentException(
                    "'" + range + "' is not a status or a range of them, such as 200..=299,404");
        }
        return Integer.parseInt(digits);
    }

    public boolean contains(int status) {
        return statuses.get(status);
    }

    @Override
    public String toString() {
        return text;
    }
}
