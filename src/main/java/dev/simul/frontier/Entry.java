package dev.simul.frontier;

/**
 * A URL that something has named.
 *
 * @param url in ASCII, without a fragment
 * @param depth how many links away from a line
 * @param from the URL of what named it
 * @param root what it descends from; empty where it is a root itself
 * @param isCanonical whether {@code from} said that it is a duplicate of it
 */
record Entry(String url, int depth, String from, String root, boolean isCanonical) {
    private static final char CANONICAL = 'c';
    private static final char LINK = 'l';

    /** One that {@link #encoded} was made of. */
    static Entry decoded(String text) {
        String[] parts = text.split("\n", -1);
        return new Entry(
                parts[3], Integer.parseInt(parts[0].substring(1)), parts[1], parts[2], parts[0].charAt(0) == CANONICAL);
    }

    /** As a text: no URL has a line's end in it. */
    String encoded() {
        return (isCanonical ? CANONICAL : LINK) + String.join("\n", Integer.toString(depth), from, root, url);
    }
}
