package dev.simul.result;

import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;

/**
 * Why no whole response came. Classified once, where it arises; a new case does not compile until everybody who decides
 * by it has decided.
 *
 * <p>Texts may quote what came over the wire: whoever shows them escapes them.
 */
public sealed interface FetchError extends Serializable {

    /** One sentence for people, without a full stop at its end. */
    String message();

    /**
     * The line is not a URL.
     *
     * @param reason the URL standard's word for what is wrong, or what else is wrong with the line
     */
    record InvalidUrl(String reason) implements FetchError {
        @Override
        public String message() {
            return reason;
        }
    }

    record UnsupportedScheme(String scheme) implements FetchError {
        @Override
        public String message() {
            return "the scheme '" + scheme + "' is not http or https";
        }
    }

    /**
     * No addresses.
     *
     * @param blame whose trouble it is
     */
    record Dns(String host, String detail, Blame blame) implements FetchError {
        /** The trouble of whoever the name belongs to. */
        public Dns(String host, String detail) {
            this(host, detail, Blame.PEER);
        }

        @Override
        public String message() {
            return "cannot resolve " + host + ": " + detail;
        }
    }

    /**
     * No TCP connection.
     *
     * @param address what was connected to, {@code address:port}
     * @param blame whose trouble it is
     */
    record Connect(String address, String detail, Blame blame) implements FetchError {
        /** The trouble of whoever has the address. */
        public Connect(String address, String detail) {
            this(address, detail, Blame.PEER);
        }

        @Override
        public String message() {
            return "cannot connect to " + address + ": " + detail;
        }
    }

    /**
     * No TLS.
     *
     * @param blame whose trouble it is
     */
    record Tls(String host, String detail, Blame blame) implements FetchError {
        /** The trouble of whoever speaks for the host. */
        public Tls(String host, String detail) {
            this(host, detail, Blame.PEER);
        }

        @Override
        public String message() {
            return "no TLS connection to " + host + ": " + detail;
        }
    }

    record Timeout(Phase phase, Duration limit) implements FetchError {
        @Override
        public String message() {
            return "timed out after " + seconds(limit) + " while " + phase.description();
        }

        private static String seconds(Duration limit) {
            return String.format(Locale.ROOT, "%.3f", limit.toMillis() / 1000.0).replaceFirst("\\.?0+$", "") + " s";
        }
    }

    /**
     * The peer closed or reset the connection before the response was whole.
     *
     * @param bytesSoFar of the decoded body
     */
    record Closed(Phase phase, long bytesSoFar, String detail) implements FetchError {
        @Override
        public String message() {
            return switch (phase) {
                case BODY -> "the peer closed the connection after " + bytesSoFar + " bytes of the body: " + detail;
                case QUEUE, DNS, CONNECT, TLS, PAGE -> "the peer closed the connection " + detail;
                case SERVER -> "the peer closed the connection before a response came: " + detail;
            };
        }
    }

    /** What came is not valid HTTP. */
    record Protocol(String detail) implements FetchError {
        @Override
        public String message() {
            return detail;
        }
    }

    /** A loop, too many, or an unusable {@code Location}. */
    record Redirect(String detail) implements FetchError {
        @Override
        public String message() {
            return detail;
        }
    }

    /**
     * A limit on the head or the body.
     *
     * @param what is too large: "the head", "the body"
     */
    record TooLarge(String what, long limitBytes) implements FetchError {
        @Override
        public String message() {
            return what + " is larger than " + limitBytes + " bytes";
        }
    }

    /** A content coding that is broken or unknown. */
    record Decode(String coding, String detail) implements FetchError {
        @Override
        public String message() {
            return "the content coding " + coding + " cannot be decoded: " + detail;
        }
    }

    /**
     * The site's robots.txt forbids it, or could not be read.
     *
     * @param site whose it is: scheme, name and port
     * @param detail what it does, or what came of asking for it: the rest of the sentence
     */
    record Robots(String site, String detail) implements FetchError {
        @Override
        public String message() {
            return "robots.txt of " + site + " " + detail;
        }
    }

    /**
     * An address that the options forbid.
     *
     * @param address what was not connected to
     * @param detail what sort of address it is
     */
    record Blocked(String address, String detail) implements FetchError {
        @Override
        public String message() {
            return address + " is not connected to: " + detail;
        }
    }

    /** An earlier line asked for the same, and it was wished that nothing is asked for twice. No failure. */
    record Duplicate() implements FetchError {
        @Override
        public String message() {
            return "an earlier line has the same URL";
        }
    }

    record Cancelled() implements FetchError {
        @Override
        public String message() {
            return "the crawl was interrupted";
        }
    }

    /** A defect of this program, never of the peer. */
    record Internal(String detail) implements FetchError {
        @Override
        public String message() {
            return "a defect of simul: " + detail;
        }
    }

    /** Whose trouble it is: where it is not the peer's, another attempt may go better however often it failed. */
    default Blame blame() {
        return Blame.PEER;
    }

    /** The kind that the record names. */
    default ErrorKind kind() {
        return switch (this) { // no default branch, on purpose
            case InvalidUrl e -> ErrorKind.INVALID_URL;
            case UnsupportedScheme e -> ErrorKind.UNSUPPORTED_SCHEME;
            case Dns e -> ErrorKind.DNS;
            case Connect e -> ErrorKind.CONNECT;
            case Tls e -> ErrorKind.TLS;
            case Timeout e -> ErrorKind.TIMEOUT;
            case Closed e -> ErrorKind.CLOSED;
            case Protocol e -> ErrorKind.PROTOCOL;
            case Redirect e -> ErrorKind.REDIRECT;
            case TooLarge e -> ErrorKind.TOO_LARGE;
            case Decode e -> ErrorKind.DECODE;
            case Robots e -> ErrorKind.ROBOTS;
            case Blocked e -> ErrorKind.BLOCKED;
            case Duplicate e -> ErrorKind.DUPLICATE;
            case Cancelled e -> ErrorKind.CANCELLED;
            case Internal e -> ErrorKind.INTERNAL;
        };
    }
}
