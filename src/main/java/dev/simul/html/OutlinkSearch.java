package dev.simul.html;

import dev.simul.url.Url;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@link Outlinks} of a document. {@code iframe} and {@code frame} are no links: what they show is part of a page, and not
 * where a reader goes from it.
 */
final class OutlinkSearch {
    private final DocumentBase base;
    private final String robot;
    private final ReadLimit limit;
    private final List<Url> links = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private @Nullable Url canonical;
    private boolean isForbidden;

    private OutlinkSearch(DocumentBase base, String robot, ReadLimit limit) {
        this.base = base;
        this.robot = robot;
        this.limit = limit;
    }

    /**
     * Finds them.
     *
     * @param robot whom a {@code meta} element may speak to alone, in lower case
     * @throws ReadLimit.Exceeded if it takes too long, or too much room
     */
    static Outlinks of(Document document, DocumentBase base, String robot, ReadLimit limit) {
        OutlinkSearch search = new OutlinkSearch(base, robot, limit);
        for (Iterator<Element> elements = document.stream().iterator(); elements.hasNext(); ) {
            limit.checkTime();
            search.visit(elements.next());
        }
        return new Outlinks(search.isForbidden ? List.of() : search.links, search.canonical);
    }

    private void visit(Element element) {
        if (!HtmlTree.isHtml(element)) return;
        switch (element.tag().localName()) {
            case "a", "area" -> visitLink(element);
            case "meta" -> visitMeta(element);
            // Elsewhere it may be of whoever has written a comment: search engines look at the head alone, too.
            case "link" -> {
                if (canonical == null && hasRel(element, "canonical") && HtmlTree.isWithin(element, "head")) {
                    canonical = target(element);
                }
            }
            default -> {}
        }
    }

    private void visitLink(Element element) {
        if (!element.hasAttr("href") || hasRel(element, "nofollow")) return;
        if (!seen.add(element.attr("href"))) return; // as it is written: most pages repeat them
        Url link = target(element);
        if (link == null || !seen.add(link.href())) return;
        limit.count(link.href().length(), "the list of links");
        links.add(link);
    }

    private @Nullable Url target(Element element) {
        Url url = base.resolve(element.attr("href"));
        return url == null || !url.isHttp() ? null : url.withFragment(null);
    }

    private void visitMeta(Element element) {
        String name = element.attr("name").strip().toLowerCase(Locale.ROOT);
        if (!name.equals("robots") && !name.equals(robot)) return;
        for (String each : element.attr("content").toLowerCase(Locale.ROOT).split(",", -1)) {
            isForbidden |= each.strip().equals("nofollow") || each.strip().equals("none");
        }
    }

    /** A set of words without regard to their case (HTML, section 4.6.2). */
    private static boolean hasRel(Element element, String word) {
        for (String each : element.attr("rel").split("[ \\t\\n\\f\\r]+", -1)) {
            if (each.equalsIgnoreCase(word)) return true;
        }
        return false;
    }
}
