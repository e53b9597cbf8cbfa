package dev.simul.serve;

import java.util.Locale;

/** The scenario {@code pages}: a page for any URL. */
final class Pages implements Responder {
    private static final int MAX_SEGMENT = 60;
    private static final int LINKS = 3;

    private final long seed;

    Pages(long seed) {
        this.seed = seed;
    }

    @Override
    public Script respond(Request request) {
        if (request.path().equals(RobotsFaults.PATH)) return RobotsFaults.harmless(request);
        Draw draw = new Draw(seed, request.key());
        StringBuilder title = new StringBuilder(Words.name(draw));
        String segment = lastSegment(request.path());
        if (!segment.isEmpty()) title.append(" - ").append(segment);
        title.append(" - ").append(request.host());
        return HtmlPage.draw(title.toString(), draw, links(draw)).answer(request, 200);
    }

    private static String links(Draw draw) {
        StringBuilder html = new StringBuilder("<nav>\n");
        for (int i = 0; i < LINKS; i++) {
            String name = Words.name(draw);
            html.append("<a href=\"/").append(name.toLowerCase(Locale.ROOT).replace(' ', '-'));
            html.append("\">").append(name).append("</a>\n");
        }
        return html.append("</nav>\n").toString();
    }

    private static String lastSegment(String path) {
        String segment = path.substring(path.lastIndexOf('/') + 1);
        return segment.length() > MAX_SEGMENT ? segment.substring(0, MAX_SEGMENT) : segment;
    }
}
