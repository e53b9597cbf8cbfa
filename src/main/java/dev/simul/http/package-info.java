/**
 * One request and its response over a lease: {@link dev.simul.http.HttpClient} sends, an {@link dev.simul.http.Exchange} is on
 * its way, a {@link dev.simul.http.Reply} is what came of it.
 *
 * <p>May use {@code net}, {@code task}, {@code result}, {@code url} and Netty. Everything runs on the loop's thread; a
 * {@code ByteBuf} never leaves this package.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>The response parser is our own and works on plain byte arrays: it can be tested and fuzzed without a channel, says
 *       exactly what is wrong, and does not build objects that nobody asks for. Where RFC 9112 leaves a choice it does what
 *       curl does; where framing is contradictory (two lengths, a length with chunked) it refuses.
 *   <li>A reply is a value also when it failed: what was learned before the error belongs into the record.
 *   <li>HTTP/2's frames, HPACK and flow control are Netty's, which knows the attacks of the last ten years; without its
 *       channel for each stream, which costs more than all the rest. Windows are large, since bodies are taken as they come and
 *       nothing is held. What a peer sends without bringing a response on is counted, and too much of it ends the connection.
 *   <li>A stream that was refused, or that a GOAWAY leaves behind, begins anew on another connection, which is no attempt either,
 *       but not more than three times.
 *   <li>After a time-out during which nothing came on an HTTP/2 connection it gets no further requests: else one dead
 *       connection would swallow all that follow.
 *   <li>A connection that was kept alive may have been closed by the peer at the moment of its reuse. If nothing of a response
 *       came, the request is sent again over a new one, which is not an attempt that anybody counts (RFC 9110 section
 *       9.2.2: all our requests are idempotent).
 * </ul>
 */
@NullMarked
package dev.simul.http;

import org.jspecify.annotations.NullMarked;
