package dev.simul.fetch;

import dev.simul.http.Reply;
import dev.simul.http.ResponseHead;
import dev.simul.result.FetchError;
import dev.simul.task.Loop;
import dev.simul.task.Task;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Follows redirects as browsers do (RFC 9110 section 15.4): 301, 302, 303, 307 and 308 with a {@code Location}. The body of a
 * redirect is nobody's concern: what goes wrong with it does not keep it from being followed.
 */
final class RedirectFetcher implements Fetcher {
    private final Loop loop;
    private final Fetcher next;
    private final int maxRedirects;

    /**
     * Makes the decorator.
     *
     * @param maxRedirects 0: a redirect is the answer
     */
    RedirectFetcher(Loop loop, Fetcher next, int maxRedirects) {
        if (maxRedirects < 0) throw new IllegalArgumentException("maxRedirects < 0: " + maxRedirects);
        this.loop = loop;
        this.next = next;
        this.maxRedirects = maxRedirects;
    }

    @Override
    public Task<Reply> fetch(Url url, FetchCall call) {
        return next.fetch(url, call).then(reply -> {
            String location = maxRedirects == 0 ? null : location(reply);
            return location == null ? loop.succeeded(reply) : follow(url, location, reply, call);
        });
    }

    private Task<Reply> follow(Url from, String location, Reply reply, FetchCall call) {
        call.onRedirect(from);
        Url target;
        try {
            target = Url.parse(location, from);
        } catch (UrlSyntaxException e) {
            return refused(reply, "an unusable Location, '" + excerpt(location) + "': " + e.reason());
        }
        if (!target.isHttp()) return refused(reply, "a redirect to the scheme '" + target.scheme() + "'");
        if (call.hasRedirected(target)) return refused(reply, "a redirect loop: back to " + excerpt(target.href()));
        if (call.redirects() > maxRedirects) return refused(reply, "more than " + maxRedirects + " redirects");
        return fetch(target, call);
    }

    private Task<Reply> refused(Reply reply, String detail) {
        return loop.succeeded(new Reply(
                reply.head(),
                reply.remote(),
                reply.bytes(),
                reply.wireBytes(),
                reply.timing(),
                new FetchError.Redirect(detail)));
    }

    /** Where {@code reply} redirects to; null if it does not. */
    private static @Nullable String location(Reply reply) {
        ResponseHead head = reply.head();
        if (head == null) return null;
        return switch (head.status()) {
            case 301, 302, 303, 307, 308 -> {
                String location = head.first("Location");
                yield location == null ? null : fromUtf8(location);
            }
            default -> null;
        };
    }

    /** Fields are read as ISO-8859-1, but a Location beyond ASCII is UTF-8 in practice. */
    private static String fromUtf8(String latin1) {
        String utf8 = new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return utf8.indexOf('\ufffd') < 0 ? utf8 : latin1;
    }

    private static String excerpt(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
