package dev.simul.robots;

import dev.simul.url.Url;
import dev.simul.url.UrlSyntaxException;
import java.nio.charset.StandardCharsets;

/** Short ways to say what a test is about. */
final class Robots {
    private Robots() {}

    static RobotsRules rules(byte[] file) {
        RobotsText text = new RobotsText();
        text.append(file, 0, file.length);
        return text.rulesFor(ProductToken.SIMUL);
    }

    static RobotsRules rules(String... lines) {
        return rules((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Rules for everybody. */
    static RobotsRules everybody(String... rules) {
        return rules("User-agent: *\n" + String.join("\n", rules));
    }

    static boolean allows(RobotsRules rules, String pathAndQuery) {
        return rules.objectionTo(url(pathAndQuery)) == null;
    }

    static Url url(String pathAndQuery) {
        try {
            return Url.parse("http://a.test" + pathAndQuery);
        } catch (UrlSyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
