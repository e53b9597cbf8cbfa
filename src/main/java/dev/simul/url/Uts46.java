package dev.simul.url;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.util.ICUInputTooLongException;
import java.util.EnumSet;
import java.util.Set;

/**
 * The standard's "domain parser ToASCII" (section 3.3), not being strict, by ICU: Unicode's UTS 46 with CheckBidi and
 * CheckJoiners, without CheckHyphens, UseSTD3ASCIIRules, Transitional_Processing, VerifyDnsLength and IgnoreInvalidPunycode.
 *
 * <p>Any thread. Its first use loads ICU's code and tables, some hundred small files of the jar.
 */
final class Uts46 {
    /**
     * No name that DNS can hold comes from more characters, but for those that the mapping drops. ICU's time is quadratic in
     * the length, so that something has to bound it; of a longer label it makes no Punycode anyway.
     */
    static final int MAX_LENGTH = 1000;

    private static final IDNA TO_ASCII =
            IDNA.getUTS46Instance(IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.NONTRANSITIONAL_TO_ASCII);

    /** What ICU always reports, and what only the strict parser asks for: CheckHyphens and VerifyDnsLength. */
    private static final Set<IDNA.Error> STRICT = EnumSet.of(
            IDNA.Error.LEADING_HYPHEN,
            IDNA.Error.TRAILING_HYPHEN,
            IDNA.Error.HYPHEN_3_4,
            IDNA.Error.EMPTY_LABEL,
            IDNA.Error.LABEL_TOO_LONG,
            IDNA.Error.DOMAIN_NAME_TOO_LONG);

    private Uts46() {}

    /** Returns the domain mapped, checked, and in Punycode where it is not ASCII; it may be empty. */
    static String toAscii(String domain) throws UrlSyntaxException {
        if (domain.length() > MAX_LENGTH) {
            throw ValidationError.DOMAIN_TO_ASCII.exception("it is too long");
        }
        checkSurrogates(domain);
        IDNA.Info info = new IDNA.Info();
        StringBuilder ascii = new StringBuilder(domain.length() + 16);
        try {
            TO_ASCII.nameToASCII(domain, ascii, info);
        } catch (ICUInputTooLongException e) { // the mapping makes one character into up to 18
            throw ValidationError.DOMAIN_TO_ASCII.exception("it is too long");
        }
        for (IDNA.Error error : info.getErrors()) {
            if (!STRICT.contains(error)) {
                throw ValidationError.DOMAIN_TO_ASCII.exception(explain(error));
            }
        }
        return ascii.toString();
    }

    /**
     * A surrogate without its other half is U+FFFD to the standard, which no domain may contain. ICU looks after the mapping
     * only, when two halves may have come together.
     */
    private static void checkSurrogates(String domain) throws UrlSyntaxException {
        int i = 0;
        while (i < domain.length()) {
            int codePoint = domain.codePointAt(i);
            if (Character.MIN_SURROGATE <= codePoint && codePoint <= Character.MAX_SURROGATE) {
                throw ValidationError.DOMAIN_TO_ASCII.exception((char) codePoint);
            }
            i += Character.charCount(codePoint);
        }
    }

    private static String explain(IDNA.Error error) {
        return switch (error) {
            case LEADING_COMBINING_MARK -> "a label begins with a combining mark";
            case DISALLOWED -> "it contains a character that no domain may contain";
            case PUNYCODE, INVALID_ACE_LABEL, LABEL_HAS_DOT -> "a label begins with xn-- and is not valid Punycode";
            case BIDI -> "letters that run in different directions are mixed";
            case CONTEXTJ -> "an invisible joiner stands where there is nothing to join";
            case EMPTY_LABEL,
                    LABEL_TOO_LONG,
                    DOMAIN_NAME_TOO_LONG,
                    LEADING_HYPHEN,
                    TRAILING_HYPHEN,
                    HYPHEN_3_4,
                    CONTEXTO_PUNCTUATION,
                    CONTEXTO_DIGITS -> throw new IllegalArgumentException("not asked for: " + error);
        };
    }
}
