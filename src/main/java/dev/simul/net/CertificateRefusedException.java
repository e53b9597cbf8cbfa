package dev.simul.net;

import java.io.Serial;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** A chain of certificates that is not to be trusted, with a message for people, the same whoever does the handshake. */
final class CertificateRefusedException extends CertificateException {
    @Serial
    private static final long serialVersionUID = 1;

    CertificateRefusedException(String message, @Nullable CertificateException cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
