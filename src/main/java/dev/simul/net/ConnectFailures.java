package dev.simul.net;

import dev.simul.result.Blame;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Turns what the operating system and the TLS engine say into words for people. */
final class ConnectFailures {
    private ConnectFailures() {}

    static String detail(@Nullable Throwable cause) {
        if (cause instanceof ConnectTimeoutException) return "no answer";
        if (cause instanceof NoRouteToHostException) return "no route to host";
        if (isShortOfFiles(cause)) {
            return "too many open files here (ulimit -n raises the limit, a lower --concurrency needs fewer)";
        }
        String message = cause == null ? null : cause.getMessage();
        if (message == null) return "it failed";
        if (cause instanceof ConnectException && message.contains("refused")) return "connection refused";
        // Netty adds the address and the name of the system call: "connect(..) failed with error(-101): Network is
        // unreachable: /::1:80"
        if (message.contains("unreachable")) return "network is unreachable";
        return message;
    }

    /** What kept from making a TLS context: the JDK says what it wanted to do, and below that what went wrong. */
    static String setUpDetail(Throwable failure) {
        if (failure.getCause() == null || isShortOfFiles(failure)) return detail(failure);
        Throwable root = failure.getCause();
        while (root.getCause() != null) root = root.getCause();
        return detail(failure) + ": " + (root.getMessage() == null ? root.toString() : root.getMessage());
    }

    /** ENETUNREACH and ENETDOWN say that there is no way to any address; EHOSTUNREACH may be the word of a router far away. */
    static Blame blame(@Nullable Throwable cause) {
        if (isShortOfFiles(cause)) return Blame.FILES;
        String message = cause == null ? "" : String.valueOf(cause.getMessage());
        return message.contains("Network is unreachable") || message.contains("Network is down")
                ? Blame.NETWORK
                : Blame.PEER;
    }

    /** EMFILE, ENFILE: Netty tells of them by the words of the system. */
    static boolean isShortOfFiles(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    && String.valueOf(cause.getMessage()).contains("Too many open files")) {
                return true;
            }
        }
        return false;
    }

    /** Says whose name or address it is. */
    static Throwable ofProxy(Throwable failure) {
        if (!(failure instanceof FetchFailure known)) return failure;
        return switch (known.error()) {
            case FetchError.Dns dns ->
                new FetchFailure(new FetchError.Dns("the proxy " + dns.host(), dns.detail(), dns.blame()));
            case FetchError.Connect connect ->
                new FetchFailure(
                        new FetchError.Connect("the proxy " + connect.address(), connect.detail(), connect.blame()),
                        failure.getCause());
            default -> failure;
        };
    }

    /** Whether the peer went away in the middle of the handshake, rather than that something was wrong with it. */
    static boolean isClosedByPeer(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof ClosedChannelException || each instanceof EOFException) return true;
            if (each instanceof IOException && !(each instanceof SSLException)) return true;
        }
        return false;
    }

    static String tlsDetail(Throwable failure) {
        String detail = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotSslRecordException) return "the server does not speak TLS on this port";
            if (cause instanceof CertificateRefusedException refused) return refused.getMessage();
            if (cause.getMessage() != null) detail = cause.getMessage();
            if (cause instanceof SSLHandshakeException && cause.getCause() == null) break;
        }
        return detail == null ? "the handshake failed" : inWords(detail);
    }

    /**
     * What the peer's alert says (RFC 8446 section 6). BoringSSL: {@code …OPENSSL_internal:SSLV3_ALERT_HANDSHAKE_FAILURE}; the JDK:
     * {@code Received fatal alert: handshake_failure}.
     */
    private static String inWords(String detail) {
        String lower = detail.toLowerCase(Locale.ROOT);
        if (lower.contains("protocol_version")
                || lower.contains("unsupported_protocol")
                || lower.contains("no appropriate protocol")) {
            return "the server speaks neither TLS 1.2 nor TLS 1.3";
        }
        int alert = lower.lastIndexOf("alert");
        if (alert < 0) return detail;
        String name = lower.substring(alert + "alert".length())
                .replaceAll("[^a-z]+", " ")
                .strip();
        return name.isEmpty() ? detail : "the server refused the handshake: " + name;
    }
}
