package dev.simul.serve;

/** The scenario {@code sites}: the two pages of the download-all-sites exercise. */
final class Sites implements Responder {
    private final long seed;

    Sites(long seed) {
        this.seed = seed;
    }

    @Override
    public Script respond(Request request) {
        Draw draw = new Draw(seed, request.key());
        if (request.host().equals("www.jython.org") && request.path().equals("/")) {
            return HtmlPage.draw("Home | Jython", draw, "").answer(request, 200);
        }
        if (request.host().equals("olympus.realpython.org") && request.path().equals("/dice")) {
            String result = "<h2 id=\"result\">" + (1 + draw.below(6)) + "</h2>\n";
            return HtmlPage.small(request, 200, "Roll the dice", result);
        }
        return HtmlPage.small(request, 404, "Not found", "<p>This mock web has two pages only.</p>\n");
    }
}
