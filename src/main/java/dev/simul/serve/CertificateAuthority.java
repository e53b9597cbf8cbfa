package dev.simul.serve;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;

/**
 * An authority for X.509 v3 certificates (RFC 5280) that lives as long as this object: its key is in memory only. EC keys
 * on P-256, signed with SHA256withECDSA.
 */
final class CertificateAuthority {
    private static final byte[] ALGORITHM = Der.sequence(Der.oid("1.2.840.10045.4.3.2")); // ecdsa-with-SHA256

    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
    private static final byte[] SERVER_AUTH = Der.oid("1.3.6.1.5.5.7.3.1");

    private final KeyPair keys = newKeys();
    private final SecureRandom random = new SecureRandom();
    private final byte[] name;
    private final byte[] keyIdentifier;
    private final X509Certificate certificate;

    CertificateAuthority(String commonName, Validity validity) {
        name = name(commonName);
        keyIdentifier = identifier(keys.getPublic());
        byte[] extensions = Der.sequence(
                critical(BASIC_CONSTRAINTS, Der.sequence(Der.bool(true), Der.integer(0))), // signs no other authority
                critical(KEY_USAGE, Der.bits(1, new byte[] {0b0000_0110})), // keyCertSign, cRLSign
                extension(SUBJECT_KEY_IDENTIFIER, Der.octets(keyIdentifier)));
        certificate = sign(name, keys.getPublic(), validity, extensions);
    }

    /** Makes a key pair on P-256. */
    static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no elliptic curves", e);
        }
    }

    /** The root, signed by itself. */
    X509Certificate certificate() {
        return certificate;
    }

    /** Issues a certificate for a server that answers to {@code names} and holds the private half of {@code key}. */
    X509Certificate issue(PublicKey key, SubjectNames names, Validity validity) {
        byte[] extensions = Der.sequence(
                critical(BASIC_CONSTRAINTS, Der.sequence()),
                critical(KEY_USAGE, Der.bits(7, new byte[] {(byte) 0b1000_0000})), // digitalSignature
                extension(EXTENDED_KEY_USAGE, Der.sequence(SERVER_AUTH)),
                extension(SUBJECT_ALTERNATIVE_NAME, names.encoded()),
                extension(SUBJECT_KEY_IDENTIFIER, Der.octets(identifier(key))),
                extension(AUTHORITY_KEY_IDENTIFIER, Der.sequence(Der.implicit(0, keyIdentifier))));
        return sign(name("simul mock server"), key, validity, extensions);
    }

    private X509Certificate sign(byte[] subject, PublicKey key, Validity validity, byte[] extensions) {
        byte[] toBeSigned = Der.sequence(
                Der.explicit(0, Der.integer(2)), // v3
                Der.integer(new BigInteger(127, random).setBit(126)),
                ALGORITHM,
                name,
                Der.sequence(Der.time(validity.from()), Der.time(validity.until())),
                subject,
                key.getEncoded(), // SubjectPublicKeyInfo already
                Der.explicit(3, extensions));
        try {
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(keys.getPrivate());
            signer.update(toBeSigned);
            byte[] encoded = Der.sequence(toBeSigned, ALGORITHM, Der.bits(0, signer.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot issue a certificate", e);
        }
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.utf8(commonName))));
    }

    private static byte[] critical(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.bool(true), Der.octets(value));
    }

    private static byte[] extension(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.octets(value));
    }

    /** The leftmost 160 bits of the SHA-256 of the key's bits (RFC 7093, section 2, method 1). */
    private static byte[] identifier(PublicKey key) {
        if (!(key instanceof ECPublicKey)) throw new IllegalArgumentException("not an EC key: " + key.getAlgorithm());
        byte[] info = key.getEncoded();
        byte[] point = Arrays.copyOfRange(info, info.length - 65, info.length); // of P-256, uncompressed
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(point), 20);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
