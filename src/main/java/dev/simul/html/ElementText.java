package dev.simul.html;

import java.util.Set;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Tag;
import org.jsoup.select.NodeVisitor;

/**
 * The text of an element as people read it: that of all text in it, a space where a block, a line break or a control parts
 * words, ASCII white space collapsed. jsoup's own {@code text()} folds no-break spaces as well and drops soft hyphens.
 */
final class ElementText implements NodeVisitor {
    /** Metadata content parts no words, wherever it stands. */
    private static final Set<String> INVISIBLE =
            Set.of("base", "link", "meta", "noscript", "script", "style", "template");

    private final StringBuilder text = new StringBuilder();

    private ElementText() {}

    static String of(Element element) {
        ElementText collected = new ElementText();
        element.traverse(collected);
        return TitleText.collapsed(collected.text.toString());
    }

    @Override
    public void head(Node node, int depth) {
        switch (node) {
            case TextNode leaf -> text.append(leaf.getWholeText());
            // A script is no text, unless it was asked for.
            case DataNode leaf -> text.append(depth == 1 ? leaf.getWholeData() : "");
            case Element element -> boundary(element);
            default -> {} // comments and the like
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element) boundary(element);
    }

    private void boundary(Element element) {
        Tag tag = element.tag();
        String name = tag.normalName();
        if (INVISIBLE.contains(name)) return;
        if (tag.isBlock() || tag.is(Tag.TextBoundary) || name.equals("br")) text.append(' ');
    }
}
