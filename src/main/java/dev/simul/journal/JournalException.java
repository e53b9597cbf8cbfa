package dev.simul.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** A file of records cannot be gone on with, or not be read. The message is one line for the user and names the file. */
public final class JournalException extends IOException {
    JournalException(String message) {
        super(message);
    }

    JournalException(String file, IOException cause) {
        super("cannot read " + file + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException e -> "no such file";
            case AccessDeniedException e -> "permission denied";
            case FileSystemException e -> orName(e.getReason(), e);
            default -> orName(cause.getMessage(), cause);
        };
    }

    private static String orName(@Nullable String message, Throwable cause) {
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
