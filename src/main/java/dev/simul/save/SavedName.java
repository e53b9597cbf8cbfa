package dev.simul.save;

import dev.simul.url.Url;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a URL's body in a folder: {@code https/example.com/docs/intro.html}. No two URLs have the same, but for the fragment and
 * credentials, which make no other body.
 *
 * <p>A part of the URL is its own name if that is harmless everywhere. What is not is written with {@code _} for what does harm,
 * cut where it is long, and with {@code ~} and a hash of the part behind; and {@code ~} is in no harmless name. The names have
 * nothing but ASCII letters, digits and {@code . _ - % ~}, never begin with a dot or a hyphen, and never end with a dot.
 *
 * @param folders from the outermost
 * @param stem of the file's name
 * @param ending of it, with its dot; empty for none
 */
record SavedName(List<String> folders, String stem, String ending) {
    private static final String INDEX = "index";
    private static final String INDEX_ENDING = ".html";

    private static final Pattern HARMLESS =
            Pattern.compile("(?![.-])(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+(?<!\\.)", Pattern.DOTALL);
    private static final Pattern ENDING = Pattern.compile("(.+)(\\.[A-Za-z0-9]{1,8})", Pattern.DOTALL);
    /** Devices, which some systems see in any folder. */
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\\..*)?", Pattern.DOTALL);
    /** What a host with its port looks like. */
    private static final Pattern LIKE_A_PORT = Pattern.compile(".*_[0-9]+", Pattern.DOTALL);

    private static final int MOST_CHARACTERS = 110;
    /** Of a hash, in bytes. */
    private static final int HASH_BYTES = 8;

    /** Systems limit a path to 4,096 bytes, some to 1,024; and what is to be saved may lie deep already. */
    private static final int MOST_PATH_CHARACTERS = 600;

    private static final int MOST_FOLDERS = 24;

    SavedName {
        folders = List.copyOf(folders);
    }

    /** That of {@code url}, which is HTTP. */
    static SavedName of(Url url) {
        List<String> folders = new ArrayList<>();
        folders.add(url.scheme());
        folders.add(host(url));
        String[] segments = url.path().substring(1).split("/", -1);
        int last = segments.length - 1;
        int characters = 0;
        for (int i = 0; i < last && i < MOST_FOLDERS; i++) {
            String name = part(segments[i], "");
            characters += name.length();
            folders.add(name);
        }
        if (last >= MOST_FOLDERS || characters > MOST_PATH_CHARACTERS) {
            String file = segments[last];
            return file(List.of(url.scheme(), host(url)), file, url.requestTarget());
        }
        String query = url.query() == null ? "" : "?" + url.query();
        if (segments[last].isEmpty() && query.isEmpty()) return new SavedName(folders, INDEX, INDEX_ENDING);
        return file(folders, segments[last], segments[last] + query);
    }

    /** @param whole what the name has to tell from others in the same folder */
    private static SavedName file(List<String> folders, String name, String whole) {
        Matcher ended = ENDING.matcher(name);
        boolean hasEnding = ended.matches();
        String stem = hasEnding ? ended.group(1) : name;
        String ending = hasEnding ? ended.group(2) : "";
        boolean isItself = whole.equals(name) && isHarmless(name) && !name.equals(INDEX + INDEX_ENDING);
        if (isItself) return new SavedName(folders, stem, ending);
        String shown = whole.equals(name) || !whole.startsWith(name) ? stem : stem + whole.substring(name.length());
        return new SavedName(folders, marked(shown, whole), ending);
    }

    private static String host(Url url) {
        String host = String.valueOf(url.host());
        String name = part(host, LIKE_A_PORT.matcher(host).matches() ? host : "");
        return url.port() < 0 ? name : name + "_" + url.port();
    }

    /** @param taken a name that means something else */
    private static String part(String text, String taken) {
        return isHarmless(text) && !text.equals(taken) ? text : marked(text, text);
    }

    private static boolean isHarmless(String text) {
        return text.length() <= MOST_CHARACTERS
                && HARMLESS.matcher(text).matches()
                && !DEVICE.matcher(text).matches();
    }

    private static String marked(String shown, String whole) {
        StringBuilder name = new StringBuilder(MOST_CHARACTERS + 2 + 2 * HASH_BYTES);
        for (int i = 0; i < shown.length() && i < MOST_CHARACTERS; i++) {
            char c = shown.charAt(i);
            boolean isKept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            boolean isKeptWithin = i > 0 && (c == '-' || (c == '.' && shown.charAt(i - 1) != '.'));
            name.append(isKept || isKeptWithin ? c : '_');
        }
        if (DEVICE.matcher(name).matches()) name.insert(0, '_');
        return name.append('~').append(hash(whole)).toString();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
