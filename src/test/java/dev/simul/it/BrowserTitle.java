package dev.simul.it;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * What {@code document.title} is (HTML, section 3.1.5), found the plain way: the whole text, the whole tree, then a look for
 * the element.
 */
final class BrowserTitle {
    private static final Pattern DECLARES_UTF_8 =
            Pattern.compile("<meta[^>]+charset\\s*=\\s*[\"']?utf-8", Pattern.CASE_INSENSITIVE);
    private static final Pattern ASCII_WHITESPACE = Pattern.compile("[\\t\\n\\f\\r ]+");
    private static final int PRESCANNED_BYTES = 1024;

    private BrowserTitle() {}

    /** Of a page that is served without a charset: UTF-8 where it says so early enough, else what browsers assume. */
    static Charset charset(byte[] page) {
        int length = Math.min(page.length, PRESCANNED_BYTES);
        String beginning = new String(page, 0, length, StandardCharsets.ISO_8859_1);
        return DECLARES_UTF_8.matcher(beginning).find() ? StandardCharsets.UTF_8 : Charset.forName("windows-1252");
    }

    /** The title; null if there is no such element. */
    static @Nullable String of(byte[] page) {
        for (Element element : Jsoup.parse(new String(page, charset(page))).getAllElements()) {
            if (isTitle(element)) return text(element);
        }
        return null;
    }

    private static boolean isTitle(Element element) {
        return element.normalName().equals("title")
                && element.tag().namespace().equals(Parser.NamespaceHtml)
                && element.closest("template, noscript") == null;
    }

    private static String text(Element title) {
        String raw = title.textNodes().stream().map(TextNode::getWholeText).collect(Collectors.joining());
        return ASCII_WHITESPACE.matcher(raw).replaceAll(" ").replaceAll("^ | $", "");
    }
}
