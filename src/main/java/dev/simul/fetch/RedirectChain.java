package dev.simul.fetch;

import dev.simul.cookie.CookieJar;
import dev.simul.http.HeaderField;
import dev.simul.http.Reply;
import dev.simul.http.ResponseHead;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where one visit has got to, from redirect to redirect: which URL is to be asked, with which cookies and credentials, and which
 * have been. No loop is needed: one thread at a time has it.
 *
 * <p>What a response sets is for the requests of this chain only (see {@link dev.simul.cookie}), and is looked at where the
 * response is a redirect that is followed: there is nobody else to send it. A hop that is tried again sends the same as before.
 */
public final class RedirectChain {
    /**
     * A request that was answered by a redirect.
     *
     * @param asked the URL of the request, without its fragment
     */
    private record Hop(Url url, String asked, @Nullable String cookie) {}

    private final Url start;
    private List<Hop> earlier = List.of();
    private Url url;
    private Url request;
    private @Nullable String cookie;
    /** There is none before the first cookie comes. */
    private @Nullable CookieJar jar;

    public RedirectChain(Url start) {
        this.start = start;
        this.url = start;
        this.request = start;
    }

    /** The URL that it began with. */
    public Url start() {
        return start;
    }

    /** The URL that it has come to, as the record names it. */
    public Url url() {
        return url;
    }

    /**
     * What is to be asked: {@link #url()}, with the user and password of the URL that redirected, else of the first one, where it
     * has the same origin and none of its own. Relative references inherit them by the URL standard, absolute ones for browsers
     * and curl, and another origin never gets them.
     */
    public Url request() {
        return request;
    }

    /** Whether what the user gave for the first URL may go along. That is so again when a chain comes back to its origin. */
    public boolean isAtFirstOrigin() {
        return url.isSameOrigin(start);
    }

    /** The cookies for {@link #request()}; null if there are none. */
    public @Nullable String cookie() {
        return cookie;
    }

    /** The URLs that have redirected, in order, without fragments; among them the last one if it was not followed. */
    public List<String> redirects() {
        if (earlier.isEmpty()) return List.of();
        return earlier.stream().map(hop -> hop.url().hrefWithoutFragment()).toList();
    }

    /**
     * Goes on, if {@code reply} is a redirect.
     *
     * @param reply to {@link #request()}
     * @param clock says which cookies have expired
     * @return whether there is another URL to ask; false: {@code reply} is the answer
     * @throws FetchFailure with {@link FetchError.Redirect} if it is a redirect that is not to be followed
     */
    public boolean follow(Reply reply, RedirectPolicy policy, Clock clock) throws FetchFailure {
        String location = policy.location(reply);
        ResponseHead head = reply.head();
        if (location == null || head == null) return false;
        if (earlier.isEmpty()) earlier = new ArrayList<>(2);
        earlier.add(new Hop(url, request.hrefWithoutFragment(), cookie));
        if (policy.keepsCookies()) receive(head, clock);

        Url target = policy.target(url, location);
        Url next = withCredentials(target);
        if (isLoop(next, clock)) throw RedirectPolicy.loop(target);
        policy.checkCount(earlier.size());
        url = target;
        request = next;
        cookie = cookieFor(target, clock);
        return true;
    }

    private void receive(ResponseHead head, Clock clock) {
        List<String> setCookies = head.fields().stream()
                .filter(field -> field.name().equalsIgnoreCase("Set-Cookie"))
                .map(HeaderField::value)
                .toList();
        if (setCookies.isEmpty()) return;
        CookieJar receiver = jar == null ? new CookieJar() : jar;
        receiver.receive(url, setCookies, clock.instant());
        jar = receiver;
    }

    private @Nullable String cookieFor(Url to, Clock clock) {
        if (jar == null) return null;
        Instant now = clock.instant();
        return jar.fieldFor(to, now);
    }

    /**
     * Whether {@code next} was asked before, and all that was asked since would be asked with the cookies of then: it would all
     * come again. A page that sets a cookie and redirects to itself is none, nor is one that sends its visitors to and fro until
     * either side has its cookie.
     */
    private boolean isLoop(Url next, Clock clock) {
        String asked = next.hrefWithoutFragment();
        if (earlier.stream().noneMatch(hop -> hop.asked().equals(asked))) return false;
        for (int i = earlier.size() - 1; i >= 0; i--) {
            Hop hop = earlier.get(i);
            if (!Objects.equals(hop.cookie(), cookieFor(hop.url(), clock))) return false;
            if (hop.asked().equals(asked)) return true;
        }
        return false;
    }

    private Url withCredentials(Url target) {
        if (hasCredentials(target)) return target;
        for (Url giver : List.of(request, start)) {
            if (hasCredentials(giver) && giver.isSameOrigin(target)) return withCredentials(target, giver);
        }
        return target;
    }

    private static boolean hasCredentials(Url url) {
        return !url.username().isEmpty() || !url.password().isEmpty();
    }

    private static Url withCredentials(Url target, Url giver) {
        String userInfo = giver.username() + ":" + giver.password();
        try {
            return Url.parse(target.scheme() + "://" + userInfo + "@" + target.authority() + target.requestTarget());
        } catch (UrlSyntaxException e) {
            throw new IllegalStateException("parts of URLs that do not make one", e);
        }
    }
}
