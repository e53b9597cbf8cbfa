package dev.simul.fetch;

import dev.simul.http.HeaderField;
import dev.simul.http.Reply;
import dev.simul.http.ResponseHead;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Which replies are redirects, and which of them are followed: 301, 302, 303, 307 and 308 with a {@code Location}, as
 * browsers do (RFC 9110 section 15.4). The body of a redirect is nobody's concern: what goes wrong with it does not keep it
 * from being followed. Immutable.
 *
 * @param maxRedirects 0: a redirect is the answer
 * @param keepsCookies whether a cookie that is set on the way goes along with what is asked next
 */
public record RedirectPolicy(int maxRedirects, boolean keepsCookies) {
    public RedirectPolicy {
        if (maxRedirects < 0) throw new IllegalArgumentException("maxRedirects < 0: " + maxRedirects);
    }

    /**
     * Where {@code reply} redirects to, as it is written there; null if it is the answer. An empty {@code Location} is as good as
     * none, and of several the first one counts: curl's rules. By the letter an empty one would be a loop, and browsers refuse
     * several that differ.
     */
    @Nullable
    String location(Reply reply) {
        ResponseHead head = reply.head();
        if (head == null || maxRedirects == 0) return null;
        return switch (head.status()) {
            case 301, 302, 303, 307, 308 -> location(head);
            default -> null;
        };
    }

    private static @Nullable String location(ResponseHead head) {
        for (HeaderField field : head.fields()) {
            boolean isLocation = field.name().equalsIgnoreCase("Location");
            if (isLocation && !field.value().isEmpty()) return decoded(field.value());
        }
        return null;
    }

    /**
     * The URL that {@code from} redirects to. Without a fragment of its own it inherits the one of {@code from} (RFC 9110 section
     * 10.2.2).
     *
     * @param location of {@link #location}
     * @throws FetchFailure with {@link FetchError.Redirect} if it is no URL, or not for us
     */
    Url target(Url from, String location) throws FetchFailure {
        Url target;
        try {
            target = Url.parse(location, from);
        } catch (UrlSyntaxException e) {
            throw refused("a redirect to '" + excerpt(location) + "', " + e.getMessage());
        }
        if (!target.isHttp()) throw refused("a redirect to the scheme '" + target.scheme() + "'");
        return target.fragment() == null ? target.withFragment(from.fragment()) : target;
    }

    /**
     * Keeps the limit.
     *
     * @param redirects how many there have been, the one at hand included
     * @throws FetchFailure with {@link FetchError.Redirect} if they are too many
     */
    void checkCount(int redirects) throws FetchFailure {
        if (redirects > maxRedirects) throw refused("more than " + maxRedirects + " redirects");
    }

    static FetchFailure loop(Url target) {
        return refused("a redirect loop: back to " + excerpt(target.href()));
    }

    private static FetchFailure refused(String detail) {
        return new FetchFailure(new FetchError.Redirect(detail));
    }

    /**
     * Fields are read as ISO-8859-1, but a Location beyond ASCII is UTF-8 in practice. Of another encoding the bytes are what its
     * server meant, whatever it was: they go back percent-encoded, as Chromium and curl have it.
     */
    private static String decoded(String latin1) {
        if (latin1.chars().allMatch(c -> c < 0x80)) return latin1;
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            HexFormat hex = HexFormat.of().withUpperCase();
            StringBuilder encoded = new StringBuilder(latin1.length() + 16);
            for (byte b : bytes) {
                if (b >= 0) encoded.append((char) b);
                else encoded.append('%').append(hex.toHexDigits(b));
            }
            return encoded.toString();
        }
    }

    private static String excerpt(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
