/**
 * The mock server: {@link dev.simul.serve.MockServer} answers any URL on the loopback address, by one of the
 * {@link dev.simul.serve.Scenario}s, well behaved or not, with the files of a {@link dev.simul.serve.Folder}, or with what a
 * {@link dev.simul.serve.Replay} was recorded from. Demos,
 * comparisons and tests point at it.
 *
 * <p>May use Netty and jwarc, and nothing else of this program. Everything runs on one event loop thread that the server owns, but for
 * the reading of files; only {@code start}, {@code stats} and {@code close} are for other threads. Nothing is printed or logged.
 *
 * <p>What was decided, and why:
 *
 * <ul>
 *   <li>An answer is data: a {@link dev.simul.serve.Script} of {@link dev.simul.serve.Step}s, which one
 *       {@link dev.simul.serve.Player} executes. So every fault is a line in a table, a wait is a timer of the loop, and
 *       the scripted server of the tests misbehaves with the same code as the scenario {@code faults}.
 *   <li>What a scenario answers is a function of the seed, the host and the request target, never of the port, of time or
 *       of what else was asked; two runs of a comparison see the same pages with the same latencies. The one exception
 *       says so: {@code /flaky/N} counts.
 *   <li>What must be waited for, a file, is a step too: others find out how the script goes on, a piece at a time and not before the
 *       peer has room for it, so that a file of any size costs one piece of memory.
 *   <li>What was recorded is sent byte by byte as it is stored, and goes through the gateway to clients of HTTP/2: heads are neither
 *       parsed nor written anew.
 *   <li>One player serves both versions of HTTP by an {@link dev.simul.serve.Outlet}. Well-behaved heads are data and are said as
 *       each version has them. Bytes of HTTP/1.1 reach a client of HTTP/2 through a {@link dev.simul.serve.Gateway}, as they
 *       would behind a proxy, so that every fault has a meaning over both. Faults of HTTP/2 are frames that pass by the codec,
 *       whose checks would forbid them; their header blocks leave the tables of HPACK alone.
 *   <li>Streams of HTTP/2 have no channels: Netty's codec keeps their states and windows, one small object a stream plays.
 *   <li>One port speaks HTTP and HTTPS, and is a proxy for itself: the first bytes tell TLS, HTTP/2 and text apart, so that the
 *       outcome of ALPN need not be asked for, and CONNECT leads back to the same server. Any client that can be given a proxy can be given the whole mock web.
 *   <li>Requests are read by Netty's {@code HttpRequestDecoder}, which is hardened and fast enough; responses bypass its
 *       encoder, since half of them are not HTTP.
 *   <li>Certificates come from a DER writer of our own, about a hundred lines: the JDK has no public API that issues
 *       them, and a library for it would be larger than this package. Keys never leave memory.
 *   <li>Bodies are slices of one prepared text, also in compressed form, so that a page costs its headers and no copy.
 * </ul>
 */
@NullMarked
package dev.simul.serve;

import org.jspecify.annotations.NullMarked;
