package dev.simul.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page around the content: one file with its style and its script inside, which a policy allows by their hashes and
 * nothing else. So whatever a page's data may be it runs no script, and nothing is ever loaded.
 */
final class PageTemplate {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z]+)}");

    private PageTemplate() {}

    /**
     * Puts everything in its place.
     *
     * @param title escaped already, as is everything
     * @param body markup
     * @param data JSON by {@link ScriptText}
     */
    static String filled(String title, String body, String data) throws IOException {
        String style = resource("report.css");
        String script = resource("report.js");
        Map<String, String> parts = Map.of(
                "title", title,
                "body", body,
                "data", data,
                "style", style,
                "script", script,
                "stylehash", sha256(style),
                "scripthash", sha256(script));
        // In one go: what is filled in is not looked at again.
        return PLACE.matcher(resource("report.html"))
                .replaceAll(place ->
                        Matcher.quoteReplacement(Objects.requireNonNull(parts.get(place.group(1)), place.group())));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
            if (in == null) throw new IOException("the program lacks its " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
