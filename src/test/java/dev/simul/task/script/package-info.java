/**
 * Runs task scripts, programs of coroutines written as JSON, on the public interface of {@code dev.simul.task}: what CPython's
 * asyncio makes of the same script is what it is held against.
 */
package dev.simul.task.script;
