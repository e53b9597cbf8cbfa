package dev.simul.html;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * The title of an XML document (HTML, section 3.1.5): a {@code title} child of a root {@code svg}, else the first
 * {@code title} of the XHTML namespace.
 */
final class XmlTree {
    private XmlTree() {}

    static @Nullable String title(String xml) {
        if (!xml.contains("title")) return null;
        Element document = Jsoup.parse(xml, "", Parser.xmlParser());
        Element root = document.firstElementChild();
        if (root == null) return null;
        if (is(root, "svg", Parser.NamespaceSvg)) {
            for (Element child : root.children()) if (is(child, "title", Parser.NamespaceSvg)) return text(child);
            return null;
        }
        for (Element element : document.getAllElements()) {
            if (is(element, "title", Parser.NamespaceHtml) && !HtmlTree.isInert(element)) return text(element);
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
