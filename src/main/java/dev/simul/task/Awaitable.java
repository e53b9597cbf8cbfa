package dev.simul.task;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Step} can wait for: a {@link Task}, which goes on by itself, or a {@link Coroutine}, which runs as a part of
 * whoever awaits it.
 */
public sealed interface Awaitable<T extends @Nullable Object> permits Task, Coroutine {}
