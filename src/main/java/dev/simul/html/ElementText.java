package dev.simul.html;

import java.util.Set;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * The text of an element as people read it: that of all text in it, a space where a block, a line break or a control parts
 * words, ASCII white space collapsed. jsoup's own {@code text()} folds no-break spaces as well and drops soft hyphens.
 */
final class ElementText implements NodeVisitor {
    /** What is not in the line of its surroundings (HTML, sections 15.3 to 15.5), by its name alone: styles are not known here. */
    private static final Set<String> PARTING =
            Set.of(("address article aside audio blockquote body br button canvas caption"
                            + " center col colgroup dd details dialog dir div dl dt embed fieldset figcaption figure footer form frame"
                            + " frameset h1 h2 h3 h4 h5 h6 header hgroup hr html iframe img input legend li listing main marquee menu"
                            + " meter nav object ol optgroup option output p picture plaintext pre progress search section select"
                            + " summary table tbody td textarea tfoot th thead tr ul video xmp")
                    .split(" "));

    /** What holds text that is not shown. */
    private static final Set<String> HIDING = Set.of("iframe", "noembed", "noframes", "noscript", "script", "style");

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
            case TextNode leaf -> append(leaf.getWholeText(), leaf, depth);
            case DataNode leaf -> append(leaf.getWholeData(), leaf, depth);
            case Element element -> part(element);
            default -> {} // comments and the like
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element) part(element);
    }

    /** A script is no text, unless it was asked for. */
    private void append(String leafText, Node leaf, int depth) {
        if (depth == 1
                || !(leaf.parent() instanceof Element parent)
                || !HIDING.contains(parent.tag().localName())) {
            text.append(leafText);
        }
    }

    private void part(Element element) {
        if (HtmlTree.isHtml(element) && PARTING.contains(element.tag().localName())) text.append(' ');
    }
}
