package dev.simul.cookie;

import dev.simul.url.Url;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of one chain of redirects: what its responses set, and what goes along with its requests. Bounded, whatever comes.
 * One thread.
 */
public final class CookieJar {
    /** The least that section 6.1 wants for one domain. */
    static final int MAX_PER_DOMAIN = 50;

    static final int MAX_COOKIES = 150;
    /** Of names, values, domains and paths together. */
    static final int MAX_SIZE = 64 * 1024;
    /** Of the value of a {@code Cookie} field: with the name it is what Apache httpd takes for a field, and what curl sends. */
    static final int MAX_FIELD = 8190 - "Cookie: ".length();

    private static final Comparator<Cookie> LONGER_PATHS_FIRST =
            Comparator.comparingInt((Cookie cookie) -> cookie.path().length()).reversed();

    /** In the order in which they were created; one that replaces another has its place. */
    private final List<Cookie> cookies = new ArrayList<>(4);

    /**
     * Takes the cookies of a response, but for what is broken and what {@code from} may not set (sections 5.6 and 5.7). More fields
     * than a jar has room for are not looked at.
     *
     * @param from the http or https URL whose response it is
     * @param setCookies the values of its {@code Set-Cookie} fields in their order, as ISO-8859-1
     */
    public void receive(Url from, List<String> setCookies, Instant now) {
        setCookies.stream().limit(MAX_COOKIES).forEach(setCookie -> receive(from, setCookie, now));
    }

    private void receive(Url from, String setCookie, Instant now) {
        SetCookie said = SetCookie.parse(setCookie, now);
        Cookie cookie = said == null ? null : Cookie.of(said, from);
        if (cookie == null) return;
        cookies.removeIf(old -> old.isExpired(now));
        boolean mayBeForged = !cookie.secure() && !Cookie.isSecure(from);
        if (mayBeForged && cookies.stream().anyMatch(cookie::overlays)) return;
        int place = placeOf(cookie);
        if (cookie.isExpired(now)) {
            if (place < cookies.size()) cookies.remove(place);
            return;
        }
        if (place < cookies.size()) {
            cookies.set(place, cookie);
        } else {
            cookies.add(cookie);
        }
        removeExcess(cookie.domain());
    }

    private int placeOf(Cookie cookie) {
        for (int i = 0; i < cookies.size(); i++) {
            if (cookie.replaces(cookies.get(i))) return i;
        }
        return cookies.size();
    }

    /**
     * The cookies for a request, as the value of one {@code Cookie} field (section 5.8.3): longer paths first, then those that
     * were created first. What is beyond {@link #MAX_FIELD} is left out.
     *
     * @param to http or https
     * @return ISO-8859-1; null if there are none
     */
    public @Nullable String fieldFor(Url to, Instant now) {
        List<Cookie> matching = new ArrayList<>(cookies.size());
        for (Cookie cookie : cookies) {
            if (!cookie.isExpired(now) && cookie.isFor(to)) matching.add(cookie);
        }
        matching.sort(LONGER_PATHS_FIRST);
        StringBuilder field = new StringBuilder();
        for (Cookie cookie : matching) {
            String pair = cookie.pair();
            String separator = field.isEmpty() ? "" : "; ";
            if (field.length() + separator.length() + pair.length() > MAX_FIELD) break;
            field.append(separator).append(pair);
        }
        return field.isEmpty() ? null : field.toString();
    }

    /** How many there are, expired ones among them. */
    int size() {
        return cookies.size();
    }

    /** Section 5.7, "remove excess cookies": those of the domain that has too many first; of equals, the one that was first. */
    private void removeExcess(String domain) {
        while (count(domain) > MAX_PER_DOMAIN) removeFirst(domain);
        while (cookies.size() > MAX_COOKIES || textSize() > MAX_SIZE) removeFirst(null);
    }

    private long count(String domain) {
        return cookies.stream().filter(cookie -> cookie.domain().equals(domain)).count();
    }

    private int textSize() {
        return cookies.stream().mapToInt(Cookie::size).sum();
    }

    /** Removes one that is not secure, else one that is, of {@code domain} unless that is null. */
    private void removeFirst(@Nullable String domain) {
        int found = -1;
        for (int i = cookies.size() - 1; i >= 0; i--) {
            Cookie cookie = cookies.get(i);
            if (domain != null && !cookie.domain().equals(domain)) continue;
            if (found < 0 || !cookie.secure() || cookies.get(found).secure()) found = i;
        }
        cookies.remove(found);
    }
}
