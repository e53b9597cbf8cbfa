package dev.simul.frontier;

import java.util.List;
import java.util.Set;

/**
 * The links of one page that are followed, or may be.
 *
 * @param depth of the page
 * @param asked the URL that was asked for
 * @param page the URL that answered
 * @param roots what they descend from
 * @param links in ASCII, without fragments
 */
record HeldLinks(int depth, String asked, String page, String roots, List<String> links) {
    HeldLinks {
        links = List.copyOf(links);
    }

    /** Those that {@link #encoded} was made of. */
    static HeldLinks decoded(String text) {
        List<String> parts = List.of(text.split("\n", -1));
        return new HeldLinks(
                Integer.parseInt(parts.get(0)),
                parts.get(1),
                parts.get(2),
                parts.get(3),
                parts.subList(4, parts.size()));
    }

    /** As a text: no URL has a line's end in it. There must be links. */
    String encoded() {
        return String.join("\n", Integer.toString(depth), asked, page, roots, String.join("\n", links));
    }

    /** The URLs of the page. */
    Set<String> names() {
        return asked.equals(page) ? Set.of(page) : Set.of(asked, page);
    }
}
