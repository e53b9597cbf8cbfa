package dev.simul.html;

import dev.simul.result.Extract;
import dev.simul.result.Selected;
import dev.simul.url.Url;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Collector;
import org.jsoup.select.Evaluator;
import org.jspecify.annotations.Nullable;

/** Answers a {@link PageQuery} out of a tree. */
final class Extraction {
    /** With this before an attribute's name its value is made an absolute URL, as everywhere with jsoup. */
    private static final String ABSOLUTE = "abs:";

    private static final Element NOTHING = new Element("nothing");

    private final Document document;
    private final DocumentBase base;
    private final ReadLimit limit;

    private Extraction(Document document, DocumentBase base, ReadLimit limit) {
        this.document = document;
        this.base = base;
        this.limit = limit;
    }

    /**
     * Begins.
     *
     * @param document is used up: what is no part of the page for a browser is taken out of it
     * @param url of the document
     * @param encoding of the document, in which it means its links
     */
    static Extraction of(Document document, Url url, Encoding encoding, ReadLimit limit) {
        document.select("template").empty(); // its content is another document (HTML, section 4.12.3)
        return new Extraction(document, DocumentBase.of(document, url, encoding), limit);
    }

    /**
     * Answers it.
     *
     * @throws ReadLimit.Exceeded if it takes too long, or too much room
     */
    Extract extract(PageQuery query) {
        List<Selected> selected = new ArrayList<>();
        for (Selection each : query.selections()) {
            List<String> values = select(each);
            selected.add(new Selected(each.name(), each.isList(), values));
        }
        return new Extract(selected, query.wantsLinks() ? links() : null);
    }

    /**
     * Where its links lead.
     *
     * @param robot who follows them
     * @throws ReadLimit.Exceeded if it takes too long, or too much room
     */
    Outlinks outlinks(String robot) {
        return OutlinkSearch.of(document, base, robot, limit);
    }

    private List<String> select(Selection selection) {
        List<String> values = new ArrayList<>();
        Evaluator evaluator = selection.evaluator();
        Iterator<Element> elements = document.stream().skip(1).iterator(); // all but the document itself
        try {
            while (elements.hasNext() && (selection.isList() || values.isEmpty())) {
                limit.checkTime();
                Element element = elements.next();
                String value = evaluator.matches(document, element) ? value(element, selection.attribute()) : null;
                if (value == null) continue;
                limit.count(value.length(), "what --select takes out of the page");
                values.add(value);
            }
        } finally {
            Collector.collect(evaluator, NOTHING); // makes it forget what it remembered of the document
        }
        return List.copyOf(values);
    }

    private @Nullable String value(Element element, @Nullable String attribute) {
        if (attribute == null) return ElementText.of(element);
        boolean isAbsolute = attribute.startsWith(ABSOLUTE);
        String name = isAbsolute ? attribute.substring(ABSOLUTE.length()) : attribute;
        if (!element.hasAttr(name)) return null;
        if (!isAbsolute) return element.attr(name);
        Url url = base.resolve(element.attr(name));
        return url == null ? null : url.href();
    }

    /** Those of a browser's {@code document.links} that are URLs. */
    private List<String> links() {
        Set<String> links = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>(); // as they are written: most pages repeat them
        for (Iterator<Element> elements = document.stream().iterator(); elements.hasNext(); ) {
            limit.checkTime();
            Element element = elements.next();
            if (!element.hasAttr("href") || !isLink(element) || !seen.add(element.attr("href"))) continue;
            Url link = base.resolve(element.attr("href"));
            if (link != null && links.add(link.href())) limit.count(link.href().length(), "the list of links");
        }
        return List.copyOf(links);
    }

    private static boolean isLink(Element element) {
        return HtmlTree.isHtml(element, "a") || HtmlTree.isHtml(element, "area");
    }
}
