package dev.simul.serve;

import dev.simul.serve.FaultPage.Visit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The scenario {@code faults}: plays the {@link FaultCatalogue}, and lists it at {@code /}. Loop only. */
final class Faults implements Responder {
    private static final int MAX_REMEMBERED = 10_000;
    private static final Map<String, FaultPage> PAGES =
            FaultCatalogue.PAGES.stream().collect(Collectors.toUnmodifiableMap(FaultPage::name, Function.identity()));

    /** How often each URL was asked for, as far back as memory goes. */
    private final Map<String, Integer> visits = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    @Override
    public Script respond(Request request) {
        String path = request.path();
        if (path.equals("/")) return index(request);
        int slash = path.indexOf('/', 1);
        String name = slash < 0 ? path.substring(1) : path.substring(1, slash);
        String argument = slash < 0 ? "" : path.substring(slash + 1);
        @Nullable FaultPage page = PAGES.get(name);
        if (page == null) return unknown(request);
        int visit = visits.merge(request.key(), 1, Integer::sum);
        Script script = page.answerer().answer(new Visit(request, argument, visit - 1));
        return script == null ? unknown(request) : script;
    }

    @Override
    public TlsManner tlsManner(String host) {
        FaultCatalogue.TlsFault fault = FaultCatalogue.TLS_HOSTS.get(host);
        return fault == null ? TlsManner.HONEST : fault.manner();
    }

    private static Script unknown(Request request) {
        return HtmlPage.small(request, 404, "No such fault", "<p><a href=\"/\">What can go wrong</a></p>\n");
    }

    private static Script index(Request request) {
        StringBuilder html = new StringBuilder("<ul>\n");
        for (FaultPage page : FaultCatalogue.PAGES) {
            item(html, page.path(), page.path(), page.sentence());
        }
        FaultCatalogue.TLS_HOSTS.forEach(
                (host, fault) -> item(html, "https://" + host + "/", "https://" + host + "/", fault.sentence()));
        return HtmlPage.small(
                request, 200, "What can go wrong", html.append("</ul>\n").toString());
    }

    private static void item(StringBuilder html, String link, String text, String sentence) {
        html.append("<li><a href=\"").append(HtmlPage.escape(link)).append("\">");
        html.append(HtmlPage.escape(text)).append("</a> ");
        html.append(HtmlPage.escape(sentence)).append("</li>\n");
    }
}
