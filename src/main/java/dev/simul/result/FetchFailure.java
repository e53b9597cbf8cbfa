package dev.simul.result;

import org.jspecify.annotations.Nullable;

/**
 * Carries a {@link FetchError} through code that can only throw or fail a task. Whoever catches it goes on with the error;
 * it has no stack trace, since nothing is wrong with this program.
 */
public final class FetchFailure extends Exception {
    private final transient FetchError error;

    public FetchFailure(FetchError error) {
        this(error, null);
    }

    /** Makes one that also says what the system or a library has said; null: nothing. */
    public FetchFailure(FetchError error, @Nullable Throwable cause) {
        super(error.message(), cause, false, false);
        this.error = error;
    }

    public FetchError error() {
        return error;
    }

    /** The error that {@code failure} carries; anything else that was thrown is a defect of this program. */
    public static FetchError errorOf(Throwable failure) {
        return failure instanceof FetchFailure carried ? carried.error : new FetchError.Internal(failure.toString());
    }
}
