package dev.simul.url;

import dev.simul.url.LiteralUrlParser.UrlRecord;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What holds whatever is parsed; by plain comparisons, because it is asked thousands of times a second. */
final class UrlClaims {
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]*");
    private static final Pattern PRINTABLE_OR_SPACE = Pattern.compile("[ -~]*");

    private UrlClaims() {}

    /**
     * Parses with our parser and with the standard's words, and requires that they agree: on the URL in all its parts, or on
     * the reason why there is none. Then requires of the URL what users rely on.
     *
     * @param base null for none; where it is no URL itself, the input is parsed without
     * @return the URL; null if there is none
     */
    static @Nullable Url check(String input, @Nullable String base) {
        Url ourBase = base == null ? null : parse(base, null);
        UrlRecord record = null;
        String word = null;
        try {
            UrlRecord literalBase = ourBase == null ? null : LiteralUrlParser.parse(Objects.requireNonNull(base), null);
            record = LiteralUrlParser.parse(input, literalBase);
        } catch (LiteralUrlParser.Failure e) {
            word = e.getMessage();
        }
        try {
            Url url = ourBase == null ? Url.parse(input) : Url.parse(input, ourBase);
            if (record == null) throw new AssertionError(url + " should be refused as " + word);
            agree(record, url);
            agree(input, ourBase);
            hold(url, input.length() + (base == null ? 0 : base.length()));
            return url;
        } catch (UrlSyntaxException e) {
            same("reason", word, e.reason());
            boolean isOfTheStandard = Arrays.stream(ValidationError.values())
                    .anyMatch(error -> error.word().equals(e.reason()));
            require(isOfTheStandard, e.reason() + " is a word of the standard");
            require(
                    PRINTABLE_OR_SPACE.matcher(String.valueOf(e.getMessage())).matches(),
                    "the message is printable: " + e.getMessage());
            return null;
        }
    }

    private static @Nullable Url parse(String input, @Nullable Url base) {
        try {
            return base == null ? Url.parse(input) : Url.parse(input, base);
        } catch (UrlSyntaxException e) {
            return null;
        }
    }

    /** The quick way gives what the general way gives, to the last position. */
    private static void agree(String input, @Nullable Url base) throws UrlSyntaxException {
        Url plain = PlainUrl.of(input);
        if (plain == null) return;
        Url url = UrlParser.parseAny(input, base, null);
        same("href", url.href(), plain.href());
        same("scheme", url.scheme, plain.scheme);
        same("host", url.host(), plain.host());
        same("port", url.port(), plain.port());
        same("positions", positions(url), positions(plain));
    }

    private static void agree(UrlRecord record, Url url) {
        same("href", record.serialised(), url.href());
        same("scheme", record.scheme(), url.scheme());
        same("username", record.username(), url.username());
        same("password", record.password(), url.password());
        same("host", record.host(), url.host());
        same("port", record.port() == null ? -1 : record.port(), url.port());
        same("path", record.pathSerialised(), url.path());
        same("query", record.query(), url.query());
        same("fragment", record.fragment(), url.fragment());
        same("opaque path", record.opaquePath() != null, url.hasOpaquePath());
    }

    private static void hold(Url url, int inputLength) {
        String href = url.href();
        Pattern characters = url.hasOpaquePath() ? PRINTABLE_OR_SPACE : PRINTABLE;
        require(characters.matcher(href).matches(), "the serialisation is printable ASCII: " + href);
        // A character becomes at most four bytes of three, or six of Punycode where it stands for others.
        require(href.length() <= 12 * inputLength + 64, "the serialisation is not much longer than the input");
        same("once more", url, parse(href, null));
        same("once more, its positions", positions(url), positions(Objects.requireNonNull(parse(href, null))));
        same("on itself as base", url, parse(href, url));
        same("as empty reference", url.hrefWithoutFragment(), parseHref(url.hasOpaquePath() ? href : "", url));
        Url bare = url.withFragment(null);
        same("without fragment", url.hrefWithoutFragment(), bare.href());
        same("with its fragment again", url, bare.withFragment(url.fragment()));
        if (url.isHttp()) holdHttp(url);
    }

    private static String positions(Url url) {
        return url.hostStart + " " + url.usernameEnd + " " + url.authorityEnd + " " + url.pathStart + " "
                + url.queryStart + " " + url.fragmentStart;
    }

    private static String parseHref(String reference, Url base) {
        Url url = Objects.requireNonNull(parse(reference, base));
        return url.hrefWithoutFragment();
    }

    /** What a request is made of. */
    private static void holdHttp(Url url) {
        String host = Objects.requireNonNull(url.host());
        same("host once more", host, hostOf("http://" + host + "/"));
        boolean isIpv6 = host.startsWith("[");
        require(
                isIpv6 ? host.matches("\\[[0-9a-f:]+]") : host.matches("[^A-Z%#/:<>?@\\[\\]\\\\^|]+"),
                "a host: " + host);
        require(url.effectivePort() >= 0 && url.effectivePort() <= 0xFFFF, "a port: " + url.effectivePort());
        require(url.authority().startsWith(host), "the authority begins with the host: " + url.authority());
        String target = url.requestTarget();
        require(target.startsWith("/") && target.indexOf('#') < 0, "a request target: " + target);
        for (String segment : url.path().split("/", -1)) {
            boolean isDots = segment.replace("%2e", ".").replace("%2E", ".").matches("\\.\\.?");
            require(!isDots, "no dot segment is left: " + url.path());
        }
        require(url.isSameOrigin(url), "it has an origin");
        require(
                url.userInfo().length
                        <= url.username().length() + url.password().length() + 1,
                "decoded, it is no longer");
    }

    private static @Nullable String hostOf(String input) {
        Url url = parse(input, null);
        return url == null ? null : url.host();
    }

    private static void same(String what, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(what + ": expected " + expected + ", but it is " + actual);
        }
    }

    private static void require(boolean holds, String claim) {
        if (!holds) throw new AssertionError(claim);
    }
}
