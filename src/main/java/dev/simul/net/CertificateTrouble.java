package dev.simul.net;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out why a chain of certificates was refused, and says it in one sentence. What it quotes is the peer's. */
final class CertificateTrouble {
    private static final int MAX_NAMES = 3;
    private static final int MAX_LENGTH = 100;

    private CertificateTrouble() {}

    /** Says what is wrong with a chain that the JDK refuses. */
    static CertificateRefusedException of(CertificateException refusal, X509Certificate[] chain) {
        return new CertificateRefusedException(sentence(refusal, chain), refusal);
    }

    /** Says of a certificate that it is not for the host that is talked to. */
    static CertificateRefusedException notFor(ServerName host, X509Certificate certificate) {
        return new CertificateRefusedException(
                "the certificate is for " + names(certificate) + ", not for " + host.text(), null);
    }

    private static String sentence(CertificateException refusal, X509Certificate[] chain) {
        // An issuer that has expired may stand beside the path that was tried: it speaks where the refusal is about
        // time.
        int speaking = isAboutTime(refusal) ? chain.length : Math.min(1, chain.length);
        for (int i = 0; i < speaking; i++) {
            String time = whatIsWrongWithItsTime(chain[i]);
            if (time == null) continue;
            return i == 0
                    ? "the certificate " + time
                    : "the certificate of '" + subject(chain[i]) + "', who issued it, " + time;
        }
        if (chain.length > 0 && isAboutTrust(refusal)) return untrusted(chain);
        return "the certificate was refused: " + refusal.getMessage();
    }

    private static @Nullable String whatIsWrongWithItsTime(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return null;
        } catch (CertificateExpiredException e) {
            return "has expired on " + certificate.getNotAfter().toInstant();
        } catch (CertificateNotYetValidException e) {
            return "is not valid before " + certificate.getNotBefore().toInstant();
        }
    }

    private static String untrusted(X509Certificate[] chain) {
        X509Certificate last = chain[chain.length - 1];
        boolean signedByItself =
                chain.length == 1 && last.getSubjectX500Principal().equals(last.getIssuerX500Principal());
        String who = signedByItself
                ? "it is signed by itself"
                : "the chain ends with '"
                        + shortened(last.getIssuerX500Principal().getName()) + "'";
        return "the certificate was not issued by a trusted authority, " + who + " (--cacert names further ones)";
    }

    private static boolean isAboutTime(CertificateException refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAboutTrust(CertificateException refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) return true;
            if (String.valueOf(cause.getMessage()).contains("trust anchor")) return true;
        }
        return false;
    }

    /** Whom a certificate is for, as many of them as fit into a sentence. */
    private static String names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            for (CertifiedName each : CertifiedName.of(certificate)) names.add(shortened(each.text()));
        } catch (CertificateParsingException unreadable) {
            return "names that cannot be read";
        }
        if (names.isEmpty()) return "no host at all (its subject is '" + subject(certificate) + "')";
        String first = String.join(", ", names.subList(0, Math.min(MAX_NAMES, names.size())));
        return names.size() <= MAX_NAMES ? first : first + " and " + (names.size() - MAX_NAMES) + " more";
    }

    private static String subject(X509Certificate certificate) {
        return shortened(certificate.getSubjectX500Principal().getName());
    }

    private static String shortened(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }
}
