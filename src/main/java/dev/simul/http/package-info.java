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
 *   <li>It is stricter than curl where curl guesses: a length or the size of a chunk with something behind it, several lengths, a
 *       length next to chunked, a bare CR, a head that ends with the connection. It is more lenient where the standard is: a
 *       higher minor version, folded values that curl refuses, any number of leading zeros, empty lines before the status line.
 *   <li>Whatever a server may repeat without end counts against a limit: interim heads, fields and empty lines, trailers, and what
 *       extensions take beyond a fair share of the data in the chunks, each against that of the head.
 *   <li>A reply is a value also when it failed: what was learned before the error belongs into the record.
 *   <li>HTTP/2's frames, HPACK and flow control are Netty's, which knows the attacks of the last ten years; without its
 *       channel for each stream, which costs more than all the rest. Windows are large, since bodies are taken as they come and
 *       nothing is held. What a peer sends without bringing a response on is counted, and too much of it ends the connection.
 *   <li>br and zstd are undone by native libraries, since decoders in Java read from streams that block. They are loaded in another
 *       thread while the first request is on its way: 15 to 50 ms are too long for the loop, and it is 200 ms where the
 *       processor is busy.
 *   <li>One call decodes what one read has brought. Of a bomb that is at the most what {@code --max-body} allows for each coding: for
 *       the default of 10 MiB 20 ms of gzip, 1 ms of zstd; br may unfold up to its window, 16 MiB, before the first byte of it can
 *       be counted, in 35 ms. Ordinary text comes out at 250 MB/s of gzip, 280 of br and 800 of zstd.
 *   <li>A stream holds what its window takes, and that outside the heap: 32 KiB of gzip, up to 8 MiB of zstd, where RFC 9659 has its
 *       limit, and up to 16 MiB of br. {@code OpenStreams} counts them, and the tests hold it to none after whatever outcome.
 *   <li>The blocking models of {@code compare} use these decoders as well: streams of the libraries disagree about what may
 *       follow the end.
 *   <li>A stream that was refused, or that a GOAWAY leaves behind, begins anew on another connection, which is no attempt either,
 *       but not more than three times.
 *   <li>After a time-out during which nothing came on an HTTP/2 connection it gets no further requests: else one dead
 *       connection would swallow all that follow.
 *   <li>A connection that was kept alive may have been closed by the peer at the moment of its reuse. If nothing of a response
 *       came, the request is sent again over a new one, which is not an attempt that anybody counts (RFC 9110 section
 *       9.2.2: all our requests are idempotent). A 408 there is as good as nothing (section 15.5.9).
 * </ul>
 */
@NullMarked
package dev.simul.http;

import org.jspecify.annotations.NullMarked;
