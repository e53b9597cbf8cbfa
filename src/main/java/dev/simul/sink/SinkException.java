package dev.simul.sink;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** The destination cannot be written. The message is one line for the user and names the destination. */
public final class SinkException extends IOException {
    private final boolean readerGone;

    /** What cannot be written, and why: both for the user. */
    public SinkException(String destination, String reason) {
        super("cannot write " + destination + ": " + reason);
        this.readerGone = false;
    }

    /** What cannot be written, and what the system said. */
    public SinkException(String destination, Throwable cause) {
        super("cannot write " + destination + ": " + reason(cause), cause);
        this.readerGone = cause instanceof IOException e && BrokenPipe.caused(e);
    }

    /** Whether it was a pipe whose reader went away, as {@code head} does: a reason to stop, not an error. */
    public boolean readerGone() {
        return readerGone;
    }

    static String reason(Throwable cause) {
        if (cause instanceof AccessDeniedException) return "permission denied";
        if (cause instanceof NoSuchFileException) return "no such file or directory";
        if (cause instanceof FileSystemException e) return orName(e.getReason(), e);
        if (cause instanceof IOException e) return orName(e.getMessage(), e);
        return "a defect of simul: " + cause;
    }

    private static String orName(@Nullable String message, Throwable cause) {
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
