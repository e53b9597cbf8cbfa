package dev.simul.serve;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The scenario {@code imdb}: the full credits of a film that does not exist, but has a number. */
final class Films implements Responder {
    private static final Pattern NUMBER = Pattern.compile("/title/(tt\\d{1,12})(?=/|$)");
    private static final int FIRST_YEAR = 1930;
    private static final int LAST_YEAR = 2025;

    private final long seed;

    Films(long seed) {
        this.seed = seed;
    }

    @Override
    public Script respond(Request request) {
        Matcher number = NUMBER.matcher(request.path());
        if (!number.find()) {
            return HtmlPage.small(request, 404, "404 Error - IMDb", "<p>No film has this address.</p>\n");
        }
        Draw draw = new Draw(seed, number.group(1));
        int year = FIRST_YEAR + draw.below(LAST_YEAR - FIRST_YEAR + 1);
        String title = "The " + Words.name(draw) + " (" + year + ") - Full cast & crew - IMDb";
        return HtmlPage.draw(title, draw, "<p>" + number.group(1) + "</p>\n").answer(request, 200);
    }
}
