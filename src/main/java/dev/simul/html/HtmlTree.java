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
        String markup = NoscriptEraser.erase(TitleText.withoutSurrogateReferences(withoutCarriageReturns(html)));
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

    /** Whether it is within such an element of HTML. */
    static boolean isWithin(Element element, String name) {
        for (Element e = element.parent(); e != null; e = e.parent()) if (isHtml(e, name)) return true;
        return false;
    }

    /** The content of a template is no part of the document, that of a noscript is text. */
    private static boolean isInert(Element element) {
        return isWithin(element, "template") || isWithin(element, "noscript");
    }

    /** The input stream of HTML and XML has no carriage returns (HTML, section 13.2.3.5; XML 1.0, section 2.11). */
    static String withoutCarriageReturns(String markup) {
        if (markup.indexOf('\r') < 0) return markup;
        return markup.replace("\r\n", "\n").replace('\r', '\n');
    }

    static boolean isHtml(Element element) {
        return element.tag().namespace().equals(Parser.NamespaceHtml);
    }

    static boolean isHtml(Element element, String name) {
        return element.tag().localName().equals(name) && isHtml(element);
    }
}
