package dev.simul.url;

import java.io.ByteArrayOutputStream;

/**
 * Makes bytes of the characters of one query, where the document that holds the URL is not in UTF-8 (URL standard, section 1.3,
 * "percent-encode after encoding"). Confined to one thread.
 */
public interface QueryEncoder {
    /** The character has its bytes. */
    int ENCODED = -1;

    /**
     * Appends what a character is in the document's encoding.
     *
     * @param codePoint no surrogate
     * @return {@link #ENCODED}; where that has no such character, the code point that a reference in its place names, and what was
     *     appended only leads back to ASCII
     */
    int encode(int codePoint, ByteArrayOutputStream out);

    /** Appends what the end takes. */
    void end(ByteArrayOutputStream out);
}
