package dev.simul.serve;

import dev.simul.serve.FaultPage.Visit;
import io.netty.buffer.ByteBuf;
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

    /** What the next request gets on connections whose reuse is the fault, as far back as memory goes. */
    private final Map<Integer, Script> onReuse = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Script> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    @Override
    public Script respond(Request request) {
        Script reused = onReuse.remove(request.connection());
        if (reused != null) return reused;
        Script refusal = HostFaults.refusal(request.host(), request);
        if (refusal != null) return refusal;
        Script robots = RobotsFaults.answer(request);
        return robots != null ? robots : page(request);
    }

    private Script page(Request request) {
        String path = request.path();
        if (path.equals("/")) return index(request);
        int slash = path.indexOf('/', 1);
        String name = slash < 0 ? path.substring(1) : path.substring(1, slash);
        String argument = slash < 0 ? "" : path.substring(slash + 1);
        @Nullable FaultPage page = PAGES.get(name);
        if (page == null) return unknown(request);
        int visit = visits.merge(request.key(), 1, Integer::sum);
        Script script = page.answerer().answer(new Visit(request, argument, visit - 1));
        if (script == null) return unknown(request);
        Script next = request.isHttp2() ? null : Http1Faults.onReuse(name);
        if (next != null) onReuse.put(request.connection(), next);
        return script;
    }

    @Override
    public @Nullable Script refuseTunnel(Request request) {
        Authority authority = Authority.parse(request.message().uri());
        return authority == null ? null : HostFaults.refusal(authority.host(), request);
    }

    @Override
    public ByteBuf openTunnel(String host) {
        HostFaults.ProxyFault fault = HostFaults.PROXY_HOSTS.get(host);
        return fault == null ? TUNNEL_IS_OPEN : fault.opening();
    }

    @Override
    public @Nullable Script greetHttp2(String host) {
        HostFaults.Http2Fault fault = HostFaults.HTTP2_HOSTS.get(host);
        return fault == null ? null : fault.greeting();
    }

    @Override
    public int http2Streams(String host) {
        HostFaults.Http2Fault fault = HostFaults.HTTP2_HOSTS.get(host);
        return fault == null ? Http2Session.MAX_STREAMS : fault.streams();
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
        FaultCatalogue.TLS_HOSTS.forEach((host, fault) -> host(html, "https://" + host + "/", fault.sentence()));
        HostFaults.HTTP2_HOSTS.forEach((host, fault) -> host(html, "https://" + host + "/", fault.sentence()));
        HostFaults.PROXY_HOSTS.forEach((host, fault) -> host(html, "http://" + host + "/", fault.sentence()));
        RobotsFaults.HOSTS.forEach((host, fault) -> host(html, "http://" + host + "/robots.txt", fault.sentence()));
        return HtmlPage.small(
                request, 200, "What can go wrong", html.append("</ul>\n").toString());
    }

    private static void host(StringBuilder html, String url, String sentence) {
        item(html, url, url, sentence);
    }

    private static void item(StringBuilder html, String link, String text, String sentence) {
        html.append("<li><a href=\"").append(HtmlPage.escape(link)).append("\">");
        html.append(HtmlPage.escape(text)).append("</a> ");
        html.append(HtmlPage.escape(sentence)).append("</li>\n");
    }
}
