package dev.simul.serve;

import java.nio.charset.StandardCharsets;

/** The scenario {@code news}: five front pages, of which one is refused and one has moved to https. */
final class News implements Responder {
    private final long seed;

    News(long seed) {
        this.seed = seed;
    }

    @Override
    public Script respond(Request request) {
        return switch (request.host()) {
            case "www.foxnews.com" -> front(request, "Fox News");
            case "www.cnn.com" -> front(request, "CNN");
            case "www.dw.com" -> front(request, "DW");
            case "www.bbc.co.uk" -> request.scheme().equals("http") ? moved(request) : front(request, "BBC");
            case "europe.wsj.com" ->
                HtmlPage.small(request, 403, "Forbidden", "<p>Access to this page is denied.</p>\n");
            default -> HtmlPage.small(request, 404, "Not found", "<p>This mock web has five hosts only.</p>\n");
        };
    }

    private Script front(Request request, String name) {
        Draw draw = new Draw(seed, request.key());
        return HtmlPage.draw(Words.name(draw) + " | " + name, draw, "").answer(request, 200);
    }

    private static Script moved(Request request) {
        byte[] body = "<title>Moved</title>\n".getBytes(StandardCharsets.US_ASCII);
        return Script.of(
                ResponseHead.answering(request, 301)
                        .with("Location", "https://" + request.host() + request.target())
                        .html()
                        .length(body.length)
                        .step(),
                Step.body(body));
    }
}
