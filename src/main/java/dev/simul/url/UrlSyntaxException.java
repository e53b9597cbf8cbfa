package dev.simul.url;

import java.io.Serial;

/** The input is not a URL. Carries no stack trace: it tells of the input, not of the program, and may be thrown often. */
public final class UrlSyntaxException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final String reason;

    UrlSyntaxException(String reason, String explanation) {
        super("not a valid URL: " + explanation + " (" + reason + ")", null, false, false);
        this.reason = reason;
    }

    /**
     * The URL standard's word for the validation error, such as {@code host-missing} or {@code port-out-of-range}
     * (section 1.1, "Writing"). {@link #getMessage()} is a sentence that contains it, in printable ASCII.
     */
    public String reason() {
        return reason;
    }
}
