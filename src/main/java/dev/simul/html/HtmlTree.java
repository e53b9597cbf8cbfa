package dev.simul.html;

import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * The whole tree of an HTML document: right whatever is asked, and slow (some 20 ms a MiB). jsoup closes elements nested
 * deeper than 512, as Chromium does, so depth costs neither stack nor quadratic time.
 */
final class HtmlTree {
    private HtmlTree() {}

    /** Builds it. */
    static Document parse(String html, ReadLimit limit) {
        limit.checkTree(html);
        String markup = NoscriptEraser.erase(TitleText.withoutSurrogateReferences(html));
        return Parser.htmlParser().parseInput(new LimitedReader(markup, limit), "");
    }

    /** The title of an HTML document; null where it has no title element. */
    static @Nullable String title(Document document) {
        for (Element title : document.getElementsByTag("title")) {
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
            if (isHtml(e, "template") || isHtml(e, "noscript")) return true;
        }
        return false;
    }

    static boolean isHtml(Element element) {
        return element.tag().namespace().equals(Parser.NamespaceHtml);
    }

    static boolean isHtml(Element element, String name) {
        return element.tag().localName().equals(name) && isHtml(element);
    }
}
