package dev.simul.compare;

import dev.simul.fetch.FetchConfig;
import dev.simul.http.BodyHandler;
import dev.simul.http.HeaderField;
import dev.simul.http.Reply;
import dev.simul.net.ClientTls;
import dev.simul.result.FetchError;
import dev.simul.url.Url;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/** Sends requests by the JDK's own blocking client, {@link HttpURLConnection}. Any number of threads. */
final class BlockingClient implements AutoCloseable {
    private final FetchConfig config;
    private final HandshakeClock tls;
    private final Proxy proxy;
    private final Watchdog watchdog = new Watchdog();
    private final boolean keepsConnections;

    private BlockingClient(FetchConfig config, HandshakeClock tls, boolean keepsConnections) {
        this.config = config;
        this.tls = tls;
        this.proxy = config.everythingAt() == null ? Proxy.NO_PROXY : new Proxy(Proxy.Type.HTTP, config.everythingAt());
        this.keepsConnections = keepsConnections;
    }

    /** Reads the trusted certificates. */
    static BlockingClient open(FetchConfig config, boolean keepsConnections)
            throws GeneralSecurityException, IOException {
        return new BlockingClient(
                config, new HandshakeClock(config.tls().jdkContext().getSocketFactory()), keepsConnections);
    }

    /**
     * Sends a GET request and reads the whole response.
     *
     * @param sameOrigin whether credentials that the user gave may go along
     * @param cookie what else goes along as a cookie; null: nothing
     * @param queueNanos the wait for a permit before, or {@link dev.simul.result.Timing#NONE}
     */
    Reply get(Url url, boolean sameOrigin, @Nullable String cookie, BodyHandler bodies, long queueNanos) {
        BlockingTimes times = new BlockingTimes(queueNanos);
        HttpURLConnection connection;
        try {
            connection = open(url);
        } catch (IOException e) {
            return Reply.failed(new FetchError.Internal("the JDK refuses the URL: " + e.getMessage()));
        }
        describe(connection, config.fields().fieldsFor(url, sameOrigin, cookie), url);
        Reply reply = new BlockingExchange(connection, url, config, bodies, tls, times).run(watchdog);
        // Also frees what a failed exchange has left unread.
        if (reply.error() != null || !keepsConnections) connection.disconnect();
        return reply;
    }

    /** From its parts, since a URL of the WHATWG's is not always one of RFC 3986; the user information is in a field. */
    @SuppressWarnings("deprecation")
    private HttpURLConnection open(Url url) throws IOException {
        URL target = new URL(url.scheme(), String.valueOf(url.host()), url.port(), url.requestTarget());
        HttpURLConnection connection = (HttpURLConnection) target.openConnection(proxy);
        if (connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(tls);
            if (config.tls().trust() == ClientTls.Trust.EVERYBODY) secure.setHostnameVerifier((host, session) -> true);
        }
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(millis(config.connectTimeout()));
        connection.setReadTimeout(millis(config.limits().timeout()));
        return connection;
    }

    private static void describe(HttpURLConnection connection, List<HeaderField> fields, Url url) {
        for (HeaderField field : fields) {
            boolean itsOwn =
                    field.name().equalsIgnoreCase("Host") && field.value().equals(url.authority());
            if (!itsOwn) connection.addRequestProperty(field.name(), field.value());
        }
        // The JDK has values of its own for these, which nobody gets to see in the other models.
        for (String name : List.of("User-Agent", "Accept")) {
            if (connection.getRequestProperty(name) == null) connection.setRequestProperty(name, "");
        }
    }

    private static int millis(Duration duration) {
        return Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        watchdog.close();
    }
}
