package dev.simul.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** A source cannot be read, or not to its end. The message is one line for the user and names the source. */
public final class SourceException extends IOException {

    SourceException(String name, String reason) {
        super("cannot read " + name + ": " + reason);
    }

    /**
     * What {@code cause} comes to for the user.
     *
     * @param name what messages call the source
     */
    public SourceException(String name, Throwable cause) {
        super("cannot read " + name + ": " + reason(cause), cause);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof NoSuchFileException) return "no such file";
        if (cause instanceof AccessDeniedException) return "permission denied";
        if (cause instanceof FileSystemException e) return orName(e.getReason(), e);
        if (cause instanceof FileNotFoundException e) return inParentheses(orName(e.getMessage(), e));
        if (cause instanceof IOException e) return orName(e.getMessage(), e);
        return cause.toString();
    }

    /** The system's words out of {@code urls.txt (Permission denied)}. */
    private static String inParentheses(String message) {
        int open = message.lastIndexOf(" (");
        return open >= 0 && message.endsWith(")") ? message.substring(open + 2, message.length() - 1) : message;
    }

    private static String orName(@Nullable String message, Throwable cause) {
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
