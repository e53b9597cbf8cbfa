package dev.simul.html;

import dev.simul.html.HtmlTokenizer.Content;
import org.jspecify.annotations.Nullable;

/**
 * The fast path: reads what comes before the body. There a {@code title} is certain to be the document's first, no
 * matter what follows (HTML, sections 13.2.6.4.1 to 13.2.6.4.6, scripting enabled, so that {@code noscript} holds text).
 * At the first thing that opens the body, or whose effect only a tree can tell, it stops.
 */
final class HeadScanner implements HtmlTokenizer.Listener {
    private enum Place {
        BEFORE_HEAD,
        IN_HEAD,
        AFTER_HEAD
    }

    private final HtmlTokenizer tokenizer = new HtmlTokenizer(this);
    private Place place = Place.BEFORE_HEAD;
    private boolean hasEnded;
    private @Nullable String title;
    private @Nullable Encoding declaredEncoding;

    /**
     * Reads on.
     *
     * @return the position of the char at which the head ended, else {@code to}
     */
    int feed(char[] chars, int from, int to) {
        return tokenizer.feed(chars, from, to);
    }

    /** Whether the head is behind; nothing here changes any more. */
    boolean hasEnded() {
        return hasEnded;
    }

    /** The content of the first title element, references unresolved; null where none has ended yet. */
    @Nullable
    String title() {
        return title;
    }

    /** As {@link #title()}, at the end of the input: a title that the end cut counts, too. */
    @Nullable
    String titleAtEnd() {
        return title == null ? tokenizer.unfinishedRcdata() : title;
    }

    /** What the first {@code meta} says that declares an encoding; null where none has. */
    @Nullable
    Encoding declaredEncoding() {
        return declaredEncoding;
    }

    @Override
    public Content startTag(String name, MetaAttributes attributes, boolean isSelfClosing) {
        switch (name) {
            case "html" -> {
                return Content.MARKUP;
            }
            case "head" -> {
                if (place == Place.BEFORE_HEAD) place = Place.IN_HEAD;
                return Content.MARKUP;
            }
            case "base", "basefont", "bgsound", "link", "meta" -> {
                enterHead();
                if (declaredEncoding == null) declaredEncoding = attributes.declaredEncoding();
                return Content.MARKUP;
            }
            case "title" -> {
                enterHead();
                return Content.RCDATA;
            }
            case "style", "noframes", "script" -> {
                enterHead();
                return Content.RAWTEXT;
            }
            case "noscript" -> {
                enterHead();
                if (place == Place.IN_HEAD) return Content.RAWTEXT;
            }
            default -> {} // the body begins, or a template
        }
        leave();
        return Content.MARKUP;
    }

    @Override
    public void endTag(String name) {
        switch (name) {
            case "head" -> place = Place.AFTER_HEAD;
            case "body", "html", "br" -> leave();
            default -> {} // ignored wherever we are
        }
    }

    @Override
    public void text() {
        leave();
    }

    @Override
    public void rcdata(String content) {
        if (title == null) title = content;
    }

    /** These tags imply a head where none was opened; behind its end they still go into it. */
    private void enterHead() {
        if (place == Place.BEFORE_HEAD) place = Place.IN_HEAD;
    }

    private void leave() {
        hasEnded = true;
        tokenizer.stop();
    }
}
