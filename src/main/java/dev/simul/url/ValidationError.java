package dev.simul.url;

/** The validation errors that end parsing, by the words of the URL standard, section 1.1, "Writing". */
enum ValidationError {
    DOMAIN_TO_ASCII("domain-to-ASCII", "the host is not a domain name, nor can it be made one"),
    HOST_INVALID_CODE_POINT("host-invalid-code-point", "the host is malformed"),
    IPV4_TOO_MANY_PARTS("IPv4-too-many-parts", "an IPv4 address has at most four parts"),
    IPV4_NON_NUMERIC_PART("IPv4-non-numeric-part", "the host ends in a number, but is not an IPv4 address"),
    IPV4_OUT_OF_RANGE_PART("IPv4-out-of-range-part", "a part of the IPv4 address is too large"),
    IPV6_UNCLOSED("IPv6-unclosed", "the IPv6 address lacks its closing bracket"),
    IPV6_INVALID_COMPRESSION("IPv6-invalid-compression", "the IPv6 address begins with a single colon"),
    IPV6_TOO_MANY_PIECES("IPv6-too-many-pieces", "the IPv6 address has more than eight pieces"),
    IPV6_MULTIPLE_COMPRESSION("IPv6-multiple-compression", "the IPv6 address has more than one '::'"),
    IPV6_INVALID_CODE_POINT("IPv6-invalid-code-point", "the IPv6 address is cut off or contains a stray character"),
    IPV6_TOO_FEW_PIECES("IPv6-too-few-pieces", "the IPv6 address has fewer than eight pieces and no '::'"),
    IPV4_IN_IPV6_TOO_MANY_PIECES(
            "IPv4-in-IPv6-too-many-pieces", "more than six pieces come before the IPv4 address in the IPv6 address"),
    IPV4_IN_IPV6_INVALID_CODE_POINT(
            "IPv4-in-IPv6-invalid-code-point", "the IPv4 address in the IPv6 address is malformed"),
    IPV4_IN_IPV6_OUT_OF_RANGE_PART(
            "IPv4-in-IPv6-out-of-range-part", "a part of the IPv4 address in the IPv6 address exceeds 255"),
    IPV4_IN_IPV6_TOO_FEW_PARTS(
            "IPv4-in-IPv6-too-few-parts", "the IPv4 address in the IPv6 address has fewer than four parts"),
    MISSING_SCHEME("missing-scheme-non-relative-URL", "it does not begin with a scheme such as https:"),
    HOST_MISSING("host-missing", "there is no host where one is needed"),
    PORT_OUT_OF_RANGE("port-out-of-range", "a port is at most 65535"),
    PORT_INVALID("port-invalid", "a port consists of digits");

    private final String word;
    private final String explanation;

    ValidationError(String word, String explanation) {
        this.word = word;
        this.explanation = explanation;
    }

    String word() {
        return word;
    }

    UrlSyntaxException exception() {
        return new UrlSyntaxException(word, explanation);
    }

    /** Says more of the reason; in printable ASCII. */
    UrlSyntaxException exception(String detail) {
        return new UrlSyntaxException(word, explanation + ": " + detail);
    }

    /** Names the character, but does not quote it: it may be one that a terminal obeys. */
    UrlSyntaxException exception(char culprit) {
        return exception(String.format("it contains U+%04X", (int) culprit));
    }
}
