package dev.simul.serve;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The scenario {@code polite}: hosts that want to be asked with consideration. The labels of a host's name say what it wants: {@code
 * delay-120} that two requests are 120 ms apart (its robots.txt), {@code busy-3} to be left alone for a second after each third
 * request, which it refuses (429, {@code Retry-After}), {@code quota-4} the same after each fourth, which it answers ({@code RateLimit}). One that says {@code slow-500} takes half a second for each answer.
 */
final class Polite implements Responder {
    private static final Pattern DELAY = Pattern.compile("(?:^|\\.)delay-([0-9]{1,5})\\.");
    private static final Pattern BUSY = Pattern.compile("(?:^|\\.)busy-([1-9][0-9]{0,3})\\.");
    private static final Pattern QUOTA = Pattern.compile("(?:^|\\.)quota-([1-9][0-9]{0,3})\\.");
    private static final Pattern SLOW = Pattern.compile("(?:^|\\.)slow-([0-9]{1,5})\\.");
    private static final int MOST_HOSTS = 100_000;

    /** How often each host was asked; those that were not for the longest time are forgotten. */
    private final Map<String, Integer> asked = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST_HOSTS;
        }
    };

    @Override
    public Script respond(Request request) {
        String host = request.host();
        if (request.path().equals(RobotsFaults.PATH)) return robots(request, number(DELAY, host));
        int count = asked.merge(host, 1, Integer::sum);
        ResponseHead head;
        if (isTurn(count, number(BUSY, host))) {
            head = ResponseHead.answering(request, 429).with("Retry-After", 1);
        } else {
            head = ResponseHead.answering(request, 200);
            if (isTurn(count, number(QUOTA, host))) head.with("RateLimit", "\"default\";r=0;t=1");
        }
        byte[] page = "<!DOCTYPE html><title>A polite host</title>".getBytes(StandardCharsets.US_ASCII);
        return Script.of(head.html().length(page.length).step(), Step.body(page))
                .after(Duration.ofMillis(number(SLOW, host)));
    }

    private static Script robots(Request request, int delayMillis) {
        String rules = "User-agent: *\nDisallow: /private/\n";
        if (delayMillis > 0) rules += "Crawl-delay: " + delayMillis / 1000.0 + "\n";
        byte[] body = rules.getBytes(StandardCharsets.US_ASCII);
        return Script.of(
                ResponseHead.answering(request, 200)
                        .with("Content-Type", "text/plain")
                        .length(body.length)
                        .step(),
                Step.body(body));
    }

    private static boolean isTurn(int count, int each) {
        return each > 0 && count % each == 0;
    }

    /** The number in a label; 0 where there is none. */
    private static int number(Pattern label, String host) {
        Matcher found = label.matcher(host);
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }
}
