package dev.simul.sitemap;

import java.io.IOException;

/** A file that is no sitemap, or not to its end. The message is one line for the user, without the file's name. */
public final class SitemapException extends IOException {
    SitemapException(String message) {
        super(message);
    }
}
