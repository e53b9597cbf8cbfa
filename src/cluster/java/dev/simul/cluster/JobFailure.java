package dev.simul.cluster;

/** What there is to say of an exception of Flink's, most of which only say that something failed. */
public final class JobFailure {
    private JobFailure() {}

    /** Whether one of its causes is of a kind. */
    static boolean isOf(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause())
            if (kind.isInstance(cause)) return true;
        return false;
    }

    /** The message of the innermost cause, in one line. */
    public static String reason(Throwable failure) {
        Throwable innermost = failure;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) innermost = cause;
        String message = String.valueOf(innermost.getMessage()).strip();
        // The REST interface sends whole stack traces as messages.
        int causedBy = message.lastIndexOf("Caused by: ");
        if (causedBy >= 0) message = message.substring(causedBy + "Caused by: ".length());
        String first = message.lines().findFirst().orElse("");
        return first.isEmpty() || first.equals("null") ? innermost.getClass().getSimpleName() : first;
    }
}
