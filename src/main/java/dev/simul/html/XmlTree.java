package dev.simul.html;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * The tree of an XML document. Its title (HTML, section 3.1.5): a {@code title} child of a root {@code svg}, else the first
 * {@code title} of the XHTML namespace, in a {@code noscript} as well, which is an element like others here (section 4.12.2).
 */
final class XmlTree {
    private XmlTree() {}

    static Document parse(String xml, ReadLimit limit) {
        limit.checkTree(xml);
        return Parser.xmlParser().parseInput(new LimitedReader(HtmlTree.withoutCarriageReturns(xml), limit), "");
    }

    static @Nullable String title(Document document) {
        Element root = document.firstElementChild();
        if (root == null) return null;
        if (is(root, "svg", Parser.NamespaceSvg)) {
            for (Element child : root.children()) if (is(child, "title", Parser.NamespaceSvg)) return text(child);
            return null;
        }
        for (Element element : document.getAllElements()) {
            if (HtmlTree.isHtml(element, "title") && !HtmlTree.isWithin(element, "template")) return text(element);
        }
        return null;
    }

    private static boolean is(Element element, String name, String namespace) {
        return element.tag().localName().equals(name)
                && element.tag().namespace().equals(namespace);
    }

    private static String text(Element title) {
        return TitleText.collapsed(HtmlTree.childText(title));
    }
}
