package dev.simul.net;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.SSL;
import io.netty.util.AsciiString;
import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;
import org.jspecify.annotations.Nullable;

/**
 * Whom a TLS client means to talk to: what it asks the server for, and whom the server's certificate has to be for. Immutable.
 *
 * <p>The JDK could do both, but only for names of letters, digits and inner hyphens. The URL standard lets others through, and there are hosts
 * with an underscore that browsers and curl fetch from.
 */
final class ServerName {
    /** What BoringSSL takes, and more than the DNS can name. */
    private static final int MAX_INDICATED_BYTES = 255;

    private final String text;
    private final byte @Nullable [] address;

    private ServerName(String text, byte @Nullable [] address) {
        this.text = text;
        this.address = address;
    }

    /** The name of {@code peer}. */
    static ServerName of(Origin peer) {
        return of(peer.hostName());
    }

    /**
     * The name of {@code host}.
     *
     * @param host a domain of A-labels, with or without the dot of the root, or an address without brackets
     */
    static ServerName of(String host) {
        boolean isRooted = host.endsWith(".");
        return new ServerName(
                isRooted ? host.substring(0, host.length() - 1) : host,
                isRooted ? null : NetUtil.createByteArrayFromIpAddressString(host));
    }

    /** Without the dot of the root: neither certificates nor servers have it (RFC 6066 section 3). */
    String text() {
        return text;
    }

    /**
     * Has {@code engine}, which is a client's and has not begun, name it to the server (RFC 6066 section 3). Not if it is an
     * address, which that does not allow, or no name at all.
     */
    void indicateBy(SSLEngine engine) {
        if (address != null || isNoName() || text.length() > MAX_INDICATED_BYTES) return;
        if (engine instanceof ReferenceCountedOpenSslEngine boring) {
            SSL.setTlsExtHostName(boring.sslPointer(), text); // Netty's way there is by SNIHostName
        } else {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setServerNames(List.of(new Indicated(text)));
            engine.setSSLParameters(parameters);
        }
    }

    /** As {@link SNIHostName}, which takes no other letters than RFC 1123 does. */
    private static final class Indicated extends SNIServerName {
        Indicated(String name) {
            super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Of the root alone nothing is left; where a dot is left there were two. */
    private boolean isNoName() {
        return text.isEmpty() || text.endsWith(".");
    }

    /**
     * Whether {@code certificate} is for it (RFC 9525 section 6): letter by letter but for their case; a wildcard is a whole label,
     * the first one, and stands for one label. As with curl there must be two more, so that nobody vouches for all of a top-level domain.
     *
     * @throws CertificateParsingException if the names of the certificate cannot be read
     */
    boolean isVouchedForBy(X509Certificate certificate) throws CertificateParsingException {
        for (CertifiedName each : CertifiedName.of(certificate)) {
            if (isCoveredBy(each)) return true;
        }
        return false;
    }

    private boolean isCoveredBy(CertifiedName presented) {
        return switch (presented.kind()) {
            case ADDRESS ->
                address != null && Arrays.equals(address, NetUtil.createByteArrayFromIpAddressString(presented.text()));
            case DNS_NAME -> address == null && isCoveredBy(presented.text());
        };
    }

    private boolean isCoveredBy(String pattern) {
        if (isNoName()) return false;
        int star = pattern.lastIndexOf('*');
        if (star < 0) return AsciiString.contentEqualsIgnoreCase(text, pattern);
        if (star > 0 || !pattern.startsWith("*.") || pattern.indexOf('.', 2) < 0) return false;
        int dot = text.indexOf('.');
        return dot > 0 && AsciiString.contentEqualsIgnoreCase(text.substring(dot), pattern.substring(1));
    }
}
