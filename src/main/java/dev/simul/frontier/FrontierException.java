package dev.simul.frontier;

import java.io.IOException;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** What is to be visited cannot be kept, or not be read back. The message is one line for the user and names the file. */
public final class FrontierException extends IOException {

    public FrontierException(String message) {
        super(message);
    }

    /** What {@code cause} comes to for the user. */
    FrontierException(String name, Throwable cause) {
        super(name + ": " + reason(cause), cause);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof MVStoreException e && e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
            return "another crawl has it open";
        }
        String message = cause.getMessage();
        for (Throwable t = cause.getCause(); t != null; t = t.getCause()) {
            if (t instanceof IOException) message = t.getMessage(); // the system's own words
        }
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
