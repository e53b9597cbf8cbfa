package dev.simul.html;

import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** What the addresses in a document are relative to: its base URL (HTML, section 2.4.3); and in which encoding they are meant. */
final class DocumentBase {
    private final Url base;
    private final Encoding encoding;

    private DocumentBase(Url base, Encoding encoding) {
        this.base = base;
        this.encoding = encoding;
    }

    /** Of the first {@code base} element with an address, if that is of use, else the document's own {@code url}. */
    static DocumentBase of(Document document, Url url, Encoding encoding) {
        DocumentBase own = new DocumentBase(url, encoding);
        Element first = document.stream()
                .filter(element -> element.hasAttr("href") && HtmlTree.isHtml(element, "base"))
                .findFirst()
                .orElse(null);
        Url base = first == null ? null : own.resolve(first.attr("href"));
        if (base == null || base.scheme().equals("data") || base.scheme().equals("javascript")) return own;
        return new DocumentBase(base, encoding);
    }

    /** That is the same in every encoding, and nearly all addresses are of it. */
    private static boolean isPrintableAscii(String address) {
        for (int i = 0; i < address.length(); i++) if (address.charAt(i) < ' ' || address.charAt(i) > '~') return false;
        return true;
    }

    /** The absolute URL that is meant; null where it is none. */
    @Nullable
    Url resolve(String address) {
        try {
            return Url.parse(address, base, isPrintableAscii(address) ? null : encoding.newEncoder());
        } catch (UrlSyntaxException e) {
            return null;
        }
    }
}
