package dev.simul.html;

import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * The title by the whole tree: right wherever it stands, and slow (some 20 ms a MiB). jsoup closes elements nested
 * deeper than 512, as Chromium does, so depth costs neither stack nor quadratic time.
 */
final class HtmlTree {
    private HtmlTree() {}

    /** The title of an HTML document; null where it has no title element. */
    static @Nullable String title(String html) {
        String markup = NoscriptEraser.erase(TitleText.withoutSurrogateReferences(html));
        for (Element title : Jsoup.parse(markup).getElementsByTag("title")) {
            if (isHtml(title) && !isInert(title)) return TitleText.collapsed(childText(title));
        }
        return null;
    }

    /** The text of an element's own text nodes, comments and descendants left out (DOM, "child text content"). */
    static String childText(Element element) {
        StringBuilder text = new StringBuilder();
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode node) text.append(node.getWholeText());
            else if (child instanceof DataNode node) text.append(node.getWholeData());
        }
        return text.toString();
    }

    /** Within a template, whose content is no part of the document, or a noscript, whose content is text. */
    static boolean isInert(Element element) {
        for (Element e = element.parent(); e != null; e = e.parent()) {
            String name = e.tag().localName();
            if (isHtml(e) && (name.equals("template") || name.equals("noscript"))) return true;
        }
        return false;
    }

    static boolean isHtml(Element element) {
        return element.tag().namespace().equals(Parser.NamespaceHtml);
    }
}
