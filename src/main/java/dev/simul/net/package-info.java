/**
 * Lends a connection to an origin: {@link dev.simul.net.AddressResolver} finds its addresses,
 * {@link dev.simul.net.Connector} opens a connection and, where the origin is secure, shakes hands,
 * {@link dev.simul.net.ConnectionPool} keeps idle ones and lends them out as {@link dev.simul.net.Lease}s.
 *
 * <p>May use {@code task}, {@code result}, {@code url} and Netty. Everything runs on the loop's thread; nothing here blocks,
 * name look-ups included.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>The pool does not limit connections: the crawl's permits and the limits per host do, and two queues for one thing would
 *       only hide each other. It bounds what is <em>idle</em>, so that a list of ten million hosts leaves nothing behind.
 *   <li>Who waits for a connection to open takes one that falls idle first, in turn, as browsers have it: a server that accepts few
 *       would never come to the one that waits. What was being opened goes on and is the next one's, within the bound of what is
 *       idle; to begin it for each request and finish it for none would cost the server more.
 *   <li>The pool keeps connections by {@link dev.simul.net.Route}, not by origin: plain http requests to any number of origins
 *       share the connections to one HTTP proxy. What has to be told to a proxy is a {@link dev.simul.net.TunnelTalk}, byte by byte
 *       and without a channel, so that it can be tested so; a library for two dozen lines of SOCKS would not be worth its size.
 *   <li>Which protocol is spoken over a connection is not known here: the pool asks how many exchanges have room on it, and
 *       lends room. While the first connection to an origin is being opened that may share connections, others wait for it rather
 *       than shake hands themselves; what becomes of it is theirs too. A server that allows few streams gets further connections.
 *   <li>TLS is BoringSSL's where that loads (Linux and macOS on x86-64 and ARM), else the JDK's. {@code scripts/bench-tls}, by the CPU
 *       time of the loop's thread, TLS 1.3 with AES-128-GCM, JDK 25, on two cores: BoringSSL does 1.9 times as many full handshakes
 *       (1.5 to 2.3), 1.7 times as many resumed ones (1.5 to 1.9), and 2.5 times the bytes (1.3 to 3.0).
 *   <li>The JDK checks chains of certificates, we check whom they are for ({@link dev.simul.net.ServerName}): the JDK refuses names that
 *       the URL standard lets through. Every engine is made by {@link dev.simul.net.ConnectLayers}, which tells it the name, and
 *       {@link dev.simul.net.ServerTrust} believes nobody where there is no name. A session is found again by name and port only.
 *   <li>Name servers are asked here and not by Netty's resolver, and what they said is remembered here. Its cache has no bound but
 *       time, knows no SOA and forgets the times of aliases. Its ids are drawn from a secure source, but of 16,384 only, and without
 *       a socket for each look-up from one port. Where nobody listens, or an answer is malformed, it waits the whole time-out; where
 *       TCP fails it takes the truncated answer; names in answers have no bound but the message, and what strangers send is warned
 *       of on the console. What a stub resolver needs of all that is little.
 *   <li>Addresses of one family are connected to while those of the other are still looked up; these enter the race when they come.
 *   <li>Where nobody may be connected to is judged in the race, on the address that a socket is opened to: on a name it could be
 *       walked around. A proxy is the user's own choice, and looks names up by itself.
 *   <li>Addresses are raced as RFC 8305 says, a quarter of a second apart, so that one dead address does not eat the time-out.
 * </ul>
 */
@NullMarked
package dev.simul.net;

import org.jspecify.annotations.NullMarked;
