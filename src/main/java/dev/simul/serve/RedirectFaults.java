package dev.simul.serve;

import static dev.simul.serve.Step.text;

import dev.simul.serve.FaultPage.Answerer;
import dev.simul.serve.FaultPage.Visit;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of the {@link FaultCatalogue} that redirect, and look at what the client makes of it. */
final class RedirectFaults {
    private static final String WALL = "wall=open";
    private static final Pattern LOOP = Pattern.compile("(?:^|; )loop=(\\d{1,9})(?:;|$)");
    /** What Apache httpd takes for a field, its name included. */
    private static final int MAX_FIELD = 8190 - "Cookie: ".length();

    private static final int BOMB_COOKIES = 60;
    private static final int BOMB_COOKIE_BYTES = 1000;

    private RedirectFaults() {}

    /**
     * Redirects to a place below itself, where there is a page.
     *
     * @param location with {@code AUTHORITY} for the host that was asked for, with its port
     * @param arrival the path of that page below the fault's, as it should arrive, in lower case
     */
    static Answerer to(String location, String arrival) {
        return to(location, arrival, visit -> true, 404);
    }

    /** The same, but that it refuses those who bring no user and password with them. */
    static Answerer withPassword(String location, String arrival) {
        return to(location, arrival, visit -> "Basic dXNlcjpwYXNz".equals(authorization(visit)), 401);
    }

    private static Answerer to(String location, String arrival, Predicate<Visit> enters, int refusal) {
        return visit -> {
            if (visit.argument().isEmpty()) return redirect(location.replace("AUTHORITY", authority(visit)));
            if (!visit.argument().toLowerCase(Locale.ROOT).equals(arrival)) return null;
            return enters.test(visit) ? FaultFamilies.whole(visit) : refused(visit, refusal);
        };
    }

    static @Nullable Script cookieWall(Visit visit) {
        if (!visit.argument().isEmpty()) return null;
        return cookies(visit).contains(WALL)
                ? FaultFamilies.whole(visit)
                : redirect("/cookie-wall", "Set-Cookie: " + WALL + "\r\n");
    }

    static @Nullable Script cookieLoop(Visit visit) {
        if (!visit.argument().isEmpty()) return null;
        Matcher earlier = LOOP.matcher(cookies(visit));
        int next = earlier.find() ? Integer.parseInt(earlier.group(1)) + 1 : 1;
        return redirect("/cookie-loop", "Set-Cookie: loop=" + next + "\r\n");
    }

    static @Nullable Script cookieForeign(Visit visit) {
        if (!visit.argument().isEmpty()) return null;
        return cookies(visit).isEmpty()
                ? redirect("/cookie-foreign", "Set-Cookie: foreign=1; Domain=elsewhere.test\r\n")
                : FaultFamilies.whole(visit);
    }

    static @Nullable Script cookieBomb(Visit visit) {
        if (!visit.argument().isEmpty()) return null;
        if (cookies(visit).length() > MAX_FIELD) return refused(visit, 431);
        if (!cookies(visit).isEmpty()) return FaultFamilies.whole(visit);
        StringBuilder cookies = new StringBuilder(BOMB_COOKIES * (BOMB_COOKIE_BYTES + 20));
        for (int i = 0; i < BOMB_COOKIES; i++) {
            String name = "bomb" + i + "=";
            cookies.append("Set-Cookie: ").append(name);
            cookies.repeat('x', BOMB_COOKIE_BYTES - name.length()).append("\r\n");
        }
        return redirect("/cookie-bomb", cookies.toString());
    }

    static @Nullable Script cookieForOneHost(Visit visit) {
        if (visit.argument().isEmpty()) {
            return redirect("http://elsewhere.test/redirect-cookie/there", "Set-Cookie: secret=1; Path=/\r\n");
        }
        if (!visit.argument().equals("there")) return null;
        return cookies(visit).isEmpty() ? FaultFamilies.whole(visit) : refused(visit, 400);
    }

    private static Script redirect(String location) {
        return redirect(location, "");
    }

    private static Script redirect(String location, String fields) {
        return Script.of(text(FaultFamilies.REDIRECT + fields + "Location: " + location + "\r\n\r\n"));
    }

    private static Script refused(Visit visit, int status) {
        return HtmlPage.small(visit.request(), status, "Not so", "");
    }

    /** All of them, however many fields they came in. */
    private static String cookies(Visit visit) {
        return String.join("; ", visit.request().headers().getAll(HttpHeaderNames.COOKIE));
    }

    private static @Nullable String authorization(Visit visit) {
        return visit.request().headers().get(HttpHeaderNames.AUTHORIZATION);
    }

    private static String authority(Visit visit) {
        String named = visit.request().headers().get(HttpHeaderNames.HOST);
        return named == null ? visit.request().host() : named;
    }
}
