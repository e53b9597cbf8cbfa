package dev.simul.sitemap;

import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads sitemaps. Any thread. */
public final class SitemapReader {
    /** Bytes, of the file as it came and unpacked: what the protocol allows. */
    public static final int MAX_BYTES = 50 * 1024 * 1024;

    /** Of an index; what the protocol allows. */
    public static final int MAX_SITEMAPS = 50_000;

    /** Characters, of a URL; the protocol allows 2,047. */
    private static final int MAX_URL_LENGTH = 64 * 1024;

    /** Bytes, of a tag, a comment, a line: far more than what is read of any, and what the parser keeps at most. */
    private static final int MAX_PIECE = 1024 * 1024;

    /** A sitemap is four deep, and extensions go a little deeper. */
    private static final int MAX_ELEMENTS_DEEP = 20;

    private static final int ROOT = 1;
    private static final int ENTRY = 2;
    private static final int LOCATION = 3;

    /** Takes what a sitemap names, in its order. */
    public interface Taker {
        /**
         * A page.
         *
         * @throws InterruptedException if nobody wants the rest
         */
        void page(Url url) throws InterruptedException;

        /** Another sitemap. */
        void sitemap(Url url);
    }

    private final Url location;
    private final Taker taker;

    private SitemapReader(Url location, Taker taker) {
        this.location = location;
        this.taker = taker;
    }

    /**
     * Reads one. What is no URL of http or https is skipped.
     *
     * @param location where it is, to which references are relative, although the protocol has none
     * @throws SitemapException if it is none, or not to its end; what comes before that was taken
     * @throws InterruptedException if the taker does so
     */
    public static void read(byte[] file, Url location, Taker taker) throws SitemapException, InterruptedException {
        try (LimitedStream plain = new LimitedStream(unpacked(file), MAX_BYTES, MAX_PIECE)) {
            SitemapReader reader = new SitemapReader(location, taker);
            if (!plain.markSupported()) throw new IllegalStateException("cannot look ahead");
            if (looksLikeMarkup(plain)) {
                reader.xml(plain);
            } else {
                reader.text(plain);
            }
        } catch (SitemapException e) {
            throw e;
        } catch (IOException e) {
            throw new SitemapException("it is not whole: " + e.getMessage());
        }
    }

    private static InputStream unpacked(byte[] file) throws IOException {
        boolean isGzip = file.length > 2 && file[0] == 0x1f && file[1] == (byte) 0x8b;
        InputStream in = new ByteArrayInputStream(file);
        return isGzip ? new GZIPInputStream(in) : in;
    }

    /** A byte order mark and white space may come before; UTF-16 has a zero there. */
    private static boolean looksLikeMarkup(InputStream in) throws IOException {
        byte[] beginning = new byte[512];
        in.mark(beginning.length);
        int length = in.readNBytes(beginning, 0, beginning.length);
        in.reset();
        for (int i = 0; i < length; i++) {
            if (beginning[i] == '<') return true;
            if (beginning[i] > ' ') return false;
        }
        return false;
    }

    // ---- XML

    private void xml(LimitedStream in) throws IOException, InterruptedException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            try {
                document(reader, in);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException broken) throw broken;
            throw new SitemapException("it is broken in line " + e.getLocation().getLineNumber());
        }
    }

    private void document(XMLStreamReader reader, LimitedStream in)
            throws XMLStreamException, SitemapException, InterruptedException {
        String namespace = "";
        boolean isIndex = false;
        int depth = 0;
        int sitemaps = 0;
        StringBuilder text = null;
        while (reader.hasNext()) {
            in.beginPiece();
            switch (reader.next()) {
                case XMLStreamConstants.DTD ->
                    throw new SitemapException("it has a document type, which no sitemap has");
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > MAX_ELEMENTS_DEEP) throw new SitemapException("its elements are too deep");
                    String itsNamespace = String.valueOf(reader.getNamespaceURI());
                    String name = reader.getLocalName();
                    if (depth == ROOT) {
                        namespace = itsNamespace;
                        isIndex = isIndex(name);
                    }
                    boolean isOurs = itsNamespace.equals(namespace);
                    if (depth == ENTRY && isOurs && name.equals("sitemap") && ++sitemaps > MAX_SITEMAPS) {
                        throw new SitemapException(String.format("it names more than %,d sitemaps", MAX_SITEMAPS));
                    }
                    boolean isLocation = depth == LOCATION && isOurs && name.equals("loc");
                    text = isLocation ? new StringBuilder() : null;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (text != null && text.length() <= MAX_URL_LENGTH) text.append(reader.getText());
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    if (text != null) take(text.toString(), isIndex);
                    text = null;
                }
                default -> {}
            }
        }
    }

    private static boolean isIndex(String root) throws SitemapException {
        return switch (root) {
            case "urlset" -> false;
            case "sitemapindex" -> true;
            default -> throw new SitemapException("it is no sitemap, but a document of '" + shown(root) + "'");
        };
    }

    private static String shown(String name) {
        return name.length() > 40 ? name.substring(0, 40) + "…" : name;
    }

    // ---- plain text

    private void text(LimitedStream in) throws IOException, InterruptedException {
        boolean isFirst = true;
        int lines = 0;
        int urls = 0;
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String url = isFirst && line.startsWith("\uFEFF") ? line.substring(1) : line;
                isFirst = false;
                in.beginPiece();
                if (url.isBlank()) continue;
                lines++;
                // References that are relative would make a URL of any line of any text.
                if (isAbsolute(url) && take(url, false)) urls++;
            }
        }
        if (lines > 0 && urls == 0) throw new SitemapException("it is neither XML nor a list of URLs");
    }

    private static boolean isAbsolute(String line) {
        String stripped = line.strip();
        return stripped.regionMatches(true, 0, "http://", 0, 7) || stripped.regionMatches(true, 0, "https://", 0, 8);
    }

    /** @return whether it is one */
    private boolean take(String text, boolean isSitemap) throws InterruptedException {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > MAX_URL_LENGTH) return false;
        Url url;
        try {
            url = Url.parse(stripped, location);
        } catch (UrlSyntaxException e) {
            return false;
        }
        if (!url.isHttp()) return false;
        if (isSitemap) {
            taker.sitemap(url.withFragment(null));
        } else {
            taker.page(url.withFragment(null));
        }
        return true;
    }
}
