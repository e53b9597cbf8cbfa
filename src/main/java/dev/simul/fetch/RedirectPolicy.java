package dev.simul.fetch;

import dev.simul.http.Reply;
import dev.simul.http.ResponseHead;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which replies are redirects, and which of them are followed: 301, 302, 303, 307 and 308 with a {@code Location}, as
 * browsers do (RFC 9110 section 15.4). The body of a redirect is nobody's concern: what goes wrong with it does not keep it
 * from being followed. Immutable.
 *
 * @param maxRedirects 0: a redirect is the answer
 */
public record RedirectPolicy(int maxRedirects) {
    public RedirectPolicy {
        if (maxRedirects < 0) throw new IllegalArgumentException("maxRedirects < 0: " + maxRedirects);
    }

    /** Where {@code reply} redirects to, as it is written there; null if it is the answer. */
    public @Nullable String location(Reply reply) {
        ResponseHead head = reply.head();
        if (head == null || maxRedirects == 0) return null;
        return switch (head.status()) {
            case 301, 302, 303, 307, 308 -> {
                String location = head.first("Location");
                yield location == null ? null : fromUtf8(location);
            }
            default -> null;
        };
    }

    /**
     * The URL to go on with.
     *
     * @param location of {@link #location}
     * @param redirects all URLs that have redirected so far, {@code from} the last of them, without fragments
     * @throws FetchFailure with {@link FetchError.Redirect} if it is not to be followed
     */
    public Url target(Url from, String location, List<String> redirects) throws FetchFailure {
        Url target;
        try {
            target = Url.parse(location, from);
        } catch (UrlSyntaxException e) {
            throw refused("a redirect to '" + excerpt(location) + "', " + e.getMessage());
        }
        if (!target.isHttp()) throw refused("a redirect to the scheme '" + target.scheme() + "'");
        if (redirects.contains(target.hrefWithoutFragment())) {
            throw refused("a redirect loop: back to " + excerpt(target.href()));
        }
        if (redirects.size() > maxRedirects) throw refused("more than " + maxRedirects + " redirects");
        return target;
    }

    private static FetchFailure refused(String detail) {
        return new FetchFailure(new FetchError.Redirect(detail));
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
