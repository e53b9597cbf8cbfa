package dev.simul.task;

import org.jspecify.annotations.Nullable;

/**
 * What a computation answers when one of its steps has run: that it is done, or what it waits for and how it goes on then.
 *
 * <p>A loop is a step that leads back to itself; it costs no stack:
 *
 * {@snippet :
 * Step<Void> consume() {
 *     return await(queue.get(), item -> {
 *         use(item);
 *         return consume();
 *     });
 * }
 * }
 *
 * <p>What need not wait does not: where the awaited is done already the computation goes on in the same turn.
 */
public abstract sealed class Step<T extends @Nullable Object> {
    private Step() {}

    /** How a computation goes on with the result of what it waited for. */
    @FunctionalInterface
    public interface Next<S extends @Nullable Object, T extends @Nullable Object> {
        Step<T> after(S result) throws Throwable;
    }

    /** How a computation goes on after a failure, or after a cancel: a {@link java.util.concurrent.CancellationException}. */
    @FunctionalInterface
    public interface Handler<T extends @Nullable Object> {
        /**
         * Goes on after {@code failure}.
         *
         * @throws Throwable the failure that goes on to whoever awaits this computation, for example the same
         */
        Step<T> after(Throwable failure) throws Throwable;
    }

    /** The computation has its result. */
    public static <T extends @Nullable Object> Step<T> done(T result) {
        return new Done<>(result);
    }

    /** The computation has ended and has no result. */
    public static Step<Void> done() {
        return Done.NOTHING;
    }

    /** Waits for {@code awaited}, and ends as that ends. */
    public static <T extends @Nullable Object> Step<T> await(Awaitable<T> awaited) {
        return new Await<T, T>(awaited, null, null);
    }

    /** Waits for {@code awaited}, then goes on with its result. Ends as it ends if it fails or is cancelled. */
    public static <S extends @Nullable Object, T extends @Nullable Object> Step<T> await(
            Awaitable<S> awaited, Next<? super S, T> next) {
        return new Await<>(awaited, next, null);
    }

    /**
     * Waits for {@code awaited}, then goes on with its result, or with what it failed with. What {@code next} throws does not
     * come to {@code handler}.
     */
    public static <S extends @Nullable Object, T extends @Nullable Object> Step<T> await(
            Awaitable<S> awaited, Next<? super S, T> next, Handler<T> handler) {
        return new Await<>(awaited, next, handler);
    }

    /** Waits for {@code awaited} and ends as that ends, after {@code cleanUp} has run, however it ended. */
    public static <T extends @Nullable Object> Step<T> awaitFinally(Awaitable<T> awaited, Runnable cleanUp) {
        return await(
                awaited,
                result -> {
                    cleanUp.run();
                    return done(result);
                },
                failure -> {
                    cleanUp.run();
                    throw failure;
                });
    }

    /** The only value there is of type {@code Void}, which is null; nobody has any use for it. */
    @SuppressWarnings("NullAway")
    static Void nothing() {
        return null;
    }

    static final class Done<T extends @Nullable Object> extends Step<T> {
        static final Done<Void> NOTHING = new Done<>(nothing());

        final T result;

        Done(T result) {
            this.result = result;
        }
    }

    static final class Await<S extends @Nullable Object, T extends @Nullable Object> extends Step<T> {
        final Awaitable<S> awaited;
        /** Null where the outcome is handed on as it is. */
        final @Nullable Next<? super S, T> next;

        final @Nullable Handler<T> handler;

        Await(Awaitable<S> awaited, @Nullable Next<? super S, T> next, @Nullable Handler<T> handler) {
            this.awaited = awaited;
            this.next = next;
            this.handler = handler;
        }

        boolean handsOn() {
            return next == null;
        }

        /** Goes on with {@code result}, which is what {@link #awaited} has given. */
        @SuppressWarnings({"unchecked", "NullAway"}) // by construction an S, which may be a nullable type
        Step<T> after(@Nullable Object result) throws Throwable {
            if (next == null) return new Done<>((T) result);
            return next.after((S) result);
        }

        Step<T> afterFailure(Throwable failure) throws Throwable {
            if (handler == null) throw failure;
            return handler.after(failure);
        }
    }
}
