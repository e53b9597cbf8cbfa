package dev.simul.http;

import dev.simul.result.FetchError;
import java.io.IOException;
import javax.net.ssl.SSLException;

/** Tells an exchange of an exception that came up through the handlers of its connection. */
final class BrokenConnection {
    private BrokenConnection() {}

    static void tell(Exchange exchange, Throwable cause) {
        Throwable root = cause.getCause() instanceof SSLException tls ? tls : cause;
        if (root instanceof SSLException) {
            exchange.onConnectionLost("the TLS connection broke: " + root.getMessage());
        } else if (root instanceof IOException) {
            exchange.onConnectionLost("connection reset");
        } else {
            exchange.onFailure(new FetchError.Internal(String.valueOf(cause)));
        }
    }
}
