package dev.simul.serve;

import static dev.simul.serve.Step.text;

import dev.simul.serve.Step.Part;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of the {@link FaultCatalogue} that is about {@code /robots.txt}, of which a host has one: so each is a host. Whatever else
 * is asked of it is a page.
 */
final class RobotsFaults {
    static final String PATH = "/robots.txt";

    /** What a host says to robots. */
    record RobotsFault(String sentence, Script script) {}

    static final Map<String, RobotsFault> HOSTS = hosts();

    private RobotsFaults() {}

    /** A robots.txt that forbids something of every host, so that there is something to obey. */
    static Script harmless(Request request) {
        return file(request, "User-agent: *\nDisallow: /private/\n");
    }

    private static Script file(Request request, String rules) {
        byte[] body = rules.getBytes(StandardCharsets.UTF_8);
        return Script.of(
                ResponseHead.answering(request, 200)
                        .with("Content-Type", "text/plain; charset=utf-8")
                        .length(body.length)
                        .step(),
                Step.body(body));
    }

    private static Map<String, RobotsFault> hosts() {
        Map<String, RobotsFault> hosts = new LinkedHashMap<>();
        hosts.put("forbidden.robots.test", rules("Everything is forbidden.", "User-agent: *\nDisallow: /\n"));
        hosts.put(
                "delay.robots.test",
                rules("Two seconds are to be between two requests.", "User-agent: *\nCrawl-delay: 2\n"));
        hosts.put(
                "slow-rules.robots.test",
                rules(
                        "Its rules take long to match for paths of many a.",
                        "User-agent: *\n" + ("Disallow: /*" + "a".repeat(1000) + "b\n").repeat(400)));
        hosts.put(
                "brackets.robots.test",
                rules(
                        "It begins like HTML and goes on with opening brackets, which some parsers take minutes for.",
                        "User-agent: *\nDisallow: /private/\n<html>\n" + "<".repeat(400_000) + "\n"));
        hosts.put(
                "html.robots.test",
                rules("It is a page of HTML.", "<!DOCTYPE html>\n<html><title>Welcome</title><p>Disallow: /\n"));
        hosts.put(
                "utf-16.robots.test",
                fault(
                        "It is written in UTF-16 and forbids everything.",
                        text("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 54\r\n\r\n"),
                        Step.body("\uFEFFUser-agent: *\nDisallow: /\n".getBytes(StandardCharsets.UTF_16LE))));
        hosts.put(
                "endless.robots.test",
                fault(
                        "It does not end.",
                        text("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"),
                        Step.body("22\r\nUser-agent: *\nDisallow: /private/\n\r\n"),
                        new Step.Repeat(
                                Step.bytes("1000\r\n" + "# on and on and\n".repeat(256) + "\r\n"),
                                Long.MAX_VALUE,
                                Part.BODY)));
        hosts.put(
                "loop.robots.test",
                fault(
                        "It redirects to itself.",
                        text("HTTP/1.1 302 Found\r\nLocation: /robots.txt\r\nContent-Length: 0\r\n\r\n")));
        hosts.put(
                "error.robots.test",
                fault("The server fails: 500.", text("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n")));
        hosts.put(
                "busy.robots.test",
                fault("Too many requests, it says: 429.", text("HTTP/1.1 429 Busy\r\nContent-Length: 0\r\n\r\n")));
        hosts.put("closed.robots.test", fault("The connection is closed instead of an answer.", new Step.Close()));
        hosts.put("silent.robots.test", fault("Nothing ever comes.", new Step.Stall()));
        return Collections.unmodifiableMap(hosts);
    }

    private static RobotsFault rules(String sentence, String rules) {
        int length = rules.getBytes(StandardCharsets.UTF_8).length;
        String head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + length + "\r\n\r\n";
        return fault(sentence, text(head), Step.body(rules));
    }

    private static RobotsFault fault(String sentence, Step... steps) {
        return new RobotsFault(sentence, Script.of(steps));
    }

    /** Returns what is answered by a host of these; null where it is none. */
    static @Nullable Script answer(Request request) {
        RobotsFault fault = HOSTS.get(request.host());
        if (fault == null) return null;
        if (request.path().equals(PATH)) return fault.script();
        return HtmlPage.small(request, 200, "A page", "<p>" + HtmlPage.escape(fault.sentence()) + "</p>\n");
    }
}
