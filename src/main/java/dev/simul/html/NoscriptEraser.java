package dev.simul.html;

import dev.simul.html.HtmlTokenizer.Content;

/**
 * Takes the content out of each {@code noscript} element. A browser reads it as text, jsoup as elements; neither has
 * anything to do with the title, but only for a browser can it not swallow what comes behind.
 */
final class NoscriptEraser implements HtmlTokenizer.Listener {
    private static final int NONE = -1;

    private final HtmlTokenizer tokenizer = new HtmlTokenizer(this);
    private final StringBuilder kept;

    /** Where in {@link #kept} the open noscript's content began. */
    private int contentStart = NONE;

    /** In SVG and MathML nothing is text-only; their nesting is followed by these two names alone. */
    private int foreignDepth;

    private boolean isNoscript;

    private NoscriptEraser(int length) {
        kept = new StringBuilder(length);
    }

    static String erase(String html) {
        if (!containsNoscript(html)) return html;
        return new NoscriptEraser(html.length()).run(html.toCharArray());
    }

    private static boolean containsNoscript(String html) {
        for (int i = html.indexOf('<'); i >= 0; i = html.indexOf('<', i + 1)) {
            if (html.regionMatches(true, i + 1, "noscript", 0, 8)) return true;
        }
        return false;
    }

    private String run(char[] html) {
        for (int i = 0; i < html.length; i++) {
            tokenizer.feed(html, i, i + 1);
            kept.append(html[i]);
            if (isNoscript) {
                contentStart = kept.length();
                isNoscript = false;
            }
        }
        if (contentStart != NONE) kept.setLength(contentStart);
        return kept.toString();
    }

    @Override
    public Content startTag(String name, MetaAttributes attributes, boolean isSelfClosing) {
        boolean isForeignRoot = name.equals("svg") || name.equals("math");
        if (isForeignRoot && !isSelfClosing) foreignDepth++;
        if (foreignDepth > 0) return Content.MARKUP;
        return switch (name) {
            case "noscript" -> {
                isNoscript = true;
                yield Content.RAWTEXT;
            }
            case "title", "textarea" -> Content.RCDATA;
            case "script", "style", "xmp", "iframe", "noembed", "noframes" -> Content.RAWTEXT;
            case "plaintext" -> Content.PLAINTEXT;
            default -> Content.MARKUP;
        };
    }

    @Override
    public void endTag(String name) {
        if (foreignDepth > 0 && (name.equals("svg") || name.equals("math"))) foreignDepth--;
    }

    @Override
    public void rawEnd() {
        if (contentStart == NONE) return;
        kept.setLength(contentStart);
        kept.append("</noscript"); // the char behind it comes next
        contentStart = NONE;
    }
}
