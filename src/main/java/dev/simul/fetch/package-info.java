/**
 * One URL to one final reply under policy: {@link dev.simul.fetch.Fetcher} and its decorators, put together in one place,
 * {@link dev.simul.fetch.FetchPipeline#build}.
 *
 * <p>May use {@code http}, {@code net}, {@code url}, {@code task} and {@code result}. Everything runs on the loop's thread.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>Redirects are outermost, then retries, then the limit per host, then the exchange: so every hop of a redirect is retried
 *       and limited for its own host, and a retry gives its place back while it waits.
 *   <li>A decorator never throws and never fails its task: a {@link dev.simul.http.Reply} says what went wrong, and keeps what
 *       was learned before.
 *   <li>What one URL has been through (redirects, attempts, times) is written down in its {@link dev.simul.fetch.FetchCall}
 *       rather than carried along in replies, so that it is there for the record also when the fetch is cancelled.
 * </ul>
 */
@NullMarked
package dev.simul.fetch;

import org.jspecify.annotations.NullMarked;
