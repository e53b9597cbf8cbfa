package dev.simul.net;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out why a chain of certificates was refused, and says it in one sentence. What it quotes is the peer's. */
final class CertificateTrouble {
    private static final int MAX_NAMES = 3;
    private static final int MAX_LENGTH = 100;
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private CertificateTrouble() {}

    /**
     * Says what is wrong.
     *
     * @param host whom the client believed to talk to; null if that is not known
     */
    static CertificateRefusedException of(
            CertificateException refusal, X509Certificate[] chain, @Nullable String host) {
        return new CertificateRefusedException(sentence(refusal, chain, host), refusal);
    }

    private static String sentence(CertificateException refusal, X509Certificate[] chain, @Nullable String host) {
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
        if (chain.length > 0 && host != null && isAboutNames(refusal)) {
            return "the certificate is for " + names(chain[0]) + ", not for " + host;
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

    /** The JDK has no other sign of it. */
    private static boolean isAboutNames(CertificateException refusal) {
        String message = String.valueOf(refusal.getMessage());
        return refusal.getCause() == null
                && (message.startsWith("No subject alternative") || message.startsWith("No name matching"));
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

    /** The names that a certificate vouches for (RFC 6125 section 6.4), as many as fit into a sentence. */
    private static String names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> each : alternatives == null ? List.<List<?>>of() : alternatives) {
                boolean isName = each.get(0) instanceof Integer type && (type == DNS_NAME || type == IP_ADDRESS);
                if (isName) names.add(shortened(String.valueOf(each.get(1))));
            }
        } catch (CertificateParsingException unreadable) {
            return "names that cannot be read";
        }
        if (names.isEmpty()) return "'" + subject(certificate) + "'";
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
