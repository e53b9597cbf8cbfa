package dev.simul.compare;

import dev.simul.fetch.FetchConfig;
import dev.simul.net.Origin;
import dev.simul.result.FetchError;
import dev.simul.result.Phase;
import dev.simul.url.Url;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/**
 * What the exceptions of the JDK's client mean. By their types; only where it throws a plain {@link IOException} for several
 * things is there nothing to tell them apart but their text.
 */
final class ExchangeFailures {
    private static final String BODY_CUT_OFF = "Premature EOF";
    private static final String HEAD_TOO_LARGE = "Header size too big";
    private static final String NO_TUNNEL = "Unable to tunnel";

    private ExchangeFailures() {}

    static FetchError errorOf(IOException failure, Phase phase, Url url, long bytes, FetchConfig config) {
        String detail = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        if (failure instanceof SocketTimeoutException) {
            return new FetchError.Timeout(
                    phase,
                    phase == Phase.CONNECT
                            ? config.connectTimeout()
                            : config.limits().timeout());
        }
        if (failure instanceof UnknownHostException) return new FetchError.Dns(String.valueOf(url.host()), detail);
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return new FetchError.Connect(Origin.of(url).hostAndPort(), detail);
        }
        if (failure instanceof SSLException && !isClosedByPeer(failure)) {
            return new FetchError.Tls(String.valueOf(url.host()), detail);
        }
        if (failure instanceof ProtocolException && detail.startsWith(HEAD_TOO_LARGE)) {
            return new FetchError.TooLarge("the head", config.limits().maxHeadBytes());
        }
        if (failure instanceof SocketException
                || failure instanceof SSLException
                || failure instanceof EOFException
                || detail.startsWith(BODY_CUT_OFF)) {
            return new FetchError.Closed(phase, bytes, detail);
        }
        if (phase == Phase.CONNECT && detail.startsWith(NO_TUNNEL)) {
            return new FetchError.Connect(Origin.of(url).hostAndPort(), detail);
        }
        // A host name that does not fit is a plain exception as well.
        if (phase == Phase.CONNECT) return new FetchError.Tls(String.valueOf(url.host()), detail);
        return new FetchError.Protocol(detail);
    }

    /** Whether the peer went away in the middle of the handshake, rather than that something was wrong with it. */
    private static boolean isClosedByPeer(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException || cause instanceof SocketException) return true;
        }
        return false;
    }
}
