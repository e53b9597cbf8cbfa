package dev.simul.serve;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * The scenario {@code links}: a site to be crawled, with a thousand pages that link to one another in circles, and all that links may
 * lead to. Every host is one.
 *
 * <p>From {@code /} one comes to {@code /n/0}, and from each {@code /n/K} to those of a binary tree below and above it and to some that
 * are drawn; besides, by K, to
 *
 * <ul>
 *   <li>{@code /r/K}, which redirects to {@code /t/K}, which links to {@code /u/K},
 *   <li>{@code /d/K}, a duplicate whose canonical URL is {@code /c/K}, which links to {@code /e/K},
 *   <li>{@code /gone/K}, which is a 404,
 *   <li>{@code /quiet/K}, whose links are not to be followed, by a {@code meta} element or a header field,
 * </ul>
 *
 * <p>{@code /sitemap.xml} is an index of two sitemaps, one compressed, that name {@code /s/0} to {@code /s/199}.
 *
 * <p>and to what nobody who is asked not to should ever ask for: {@code /hidden/} in many ways, and {@code /private/}, which the robots.txt
 * forbids.
 */
final class LinkedSite implements Responder {
    static final int PAGES = 1_000;

    static final int LISTED = 200;

    private static final int DRAWN = 3;
    private static final Pattern NUMBERED = Pattern.compile("/([a-z]{1,8})/([0-9]{1,9})");

    private final long seed;

    LinkedSite(long seed) {
        this.seed = seed;
    }

    @Override
    public Script respond(Request request) {
        String path = request.path();
        if (path.equals(RobotsFaults.PATH)) return RobotsFaults.harmless(request);
        if (path.equals("/")) return home(request);
        if (path.startsWith("/sitemap")) return sitemap(request, path);
        Matcher numbered = NUMBERED.matcher(path);
        if (!numbered.matches()) return page(request, 200, "", link("/hidden/" + path.length()));
        int k = Integer.parseInt(numbered.group(2));
        return switch (numbered.group(1)) {
            case "n" -> k < PAGES ? page(request, 200, "", node(request, k)) : page(request, 404, "", "");
            case "r" -> redirect(request, "/t/" + k);
            case "t" -> page(request, 200, "", link("/u/" + k) + link("/n/0"));
            case "d" -> page(request, 200, "<link rel=canonical href=\"../c/" + k + "#x\">", link("/hidden/" + k));
            case "c" -> page(request, 200, "<link rel=canonical href=\"" + k + "\">", link("/e/" + k));
            case "gone" -> page(request, 404, "", link("/hidden/" + k));
            case "quiet" -> quiet(request, k);
            default -> page(request, 200, "", link("/n/0"));
        };
    }

    private static Script home(Request request) {
        String others = link("http://elsewhere.test/") + link("mailto:nobody@a.test") + link("/private/x");
        return page(request, 200, "<base href=\"/n/\">", link("0") + link("/n/0#again") + others);
    }

    private String node(Request request, int k) {
        StringBuilder links = new StringBuilder();
        for (int child = 2 * k + 1; child <= 2 * k + 2 && child < PAGES; child++) links.append(link("./" + child));
        links.append(link("/n/" + (k - 1) / 2)).append(link("#here"));
        Draw draw = new Draw(seed, request.key());
        for (int i = 0; i < DRAWN; i++) links.append(link("../n/" + draw.below(PAGES) + "#" + i));
        if (k % 7 == 3) links.append(link("/r/" + k));
        if (k % 11 == 5) links.append(link("/d/" + k));
        if (k % 13 == 0) links.append(link("/gone/" + k));
        if (k % 5 == 0) links.append("<map><area href=\"/quiet/").append(k).append("\"></map>\n");
        return links.append("<a rel=\"x NoFollow\" href=\"/hidden/")
                .append(k)
                .append("\">hidden</a>\n")
                .toString();
    }

    private static Script quiet(Request request, int k) {
        String hidden = link("/hidden/" + k);
        if (k % 2 == 0) return page(request, 200, "<meta name=robots content=\"noindex, nofollow\">", hidden);
        ResponseHead head = ResponseHead.answering(request, 200).with("X-Robots-Tag", "otherbot: all");
        return send(head.with("X-Robots-Tag", "noindex, none"), request, "", hidden);
    }

    private static Script redirect(Request request, String to) {
        return Script.of(ResponseHead.answering(request, 302)
                .with("Location", to)
                .length(0)
                .step());
    }

    private static Script sitemap(Request request, String path) {
        return switch (path) {
            case "/sitemap.xml" ->
                send(request, xml(request, "sitemapindex", "sitemap", List.of("/sitemap-0.xml", "/sitemap-1.xml.gz")));
            case "/sitemap-0.xml" -> send(request, xml(request, "urlset", "url", listed(0)));
            case "/sitemap-1.xml.gz" -> send(request, zipped(xml(request, "urlset", "url", listed(LISTED / 2))));
            default -> page(request, 404, "", "");
        };
    }

    private static List<String> listed(int from) {
        return IntStream.range(from, from + LISTED / 2).mapToObj(k -> "/s/" + k).toList();
    }

    private static byte[] xml(Request request, String root, String entry, List<String> paths) {
        String named = request.headers().get(HttpHeaderNames.HOST);
        String site = request.scheme() + "://" + (named == null ? request.host() : named);
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + root
                + " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        for (String path : paths) {
            String loc = HtmlPage.escape(site + path);
            xml.append("<" + entry + "><loc>" + loc + "</loc></" + entry + ">\n");
        }
        return xml.append("</" + root + ">\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zipped(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static Script send(Request request, byte[] body) {
        ResponseHead head = ResponseHead.answering(request, 200).with("Content-Type", "application/xml");
        return Script.of(head.length(body.length).step(), Step.body(body));
    }

    private static String link(String to) {
        return "<p><a href=\"" + HtmlPage.escape(to) + "\">" + HtmlPage.escape(to) + "</a>\n";
    }

    private static Script page(Request request, int status, String inHead, String links) {
        return send(ResponseHead.answering(request, status), request, inHead, links);
    }

    private static Script send(ResponseHead head, Request request, String inHead, String links) {
        String title = HtmlPage.escape(request.path());
        String html = "<!DOCTYPE html>\n<title>" + title + "</title>\n" + inHead + "\n<body>\n" + links;
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        return Script.of(head.html().length(body.length).step(), Step.body(body));
    }
}
