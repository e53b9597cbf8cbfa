/**
 * Cookies for as long as one chain of redirects goes on, by RFC 6265bis: {@link dev.simul.cookie.CookieJar} takes what
 * {@code Set-Cookie} fields say and makes the {@code Cookie} field of the next request. The sections that are named in this
 * package are that document's.
 *
 * <p>May use {@code url}. Plain objects without a thread of their own: one thread at a time has a jar, be it the loop's or one
 * that blocks.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>A jar belongs to one chain and is forgotten with it. Sites that set a cookie and redirect to themselves are common, and
 *       without a cookie they are a loop; but the next URL of the list is a visitor of its own, in whatever order the list is
 *       worked off, so that a record never depends on the others.
 *   <li>Whatever comes is bounded: a jar holds at most 150 cookies, 50 for one domain, and 64 KiB of text; a {@code Cookie}
 *       field is no longer than the 8190 bytes that common servers take, and that curl sends.
 *   <li>Every request of a chain is a navigation that the user asked for (section 5.2, a request without a client), so that
 *       {@code SameSite} keeps nothing back; {@code HttpOnly} is about scripts, of which there are none.
 *   <li>Public suffixes are those of publicsuffix.org, as a table in text that is searched as it is and made by a test out of
 *       the list. It is loaded for the first cookie that says {@code Domain}, which was measured to hold a crawl under way for 2 to
 *       4 ms, once in a process, on a machine with much else to do. A library for it took 220 ms, 6 MB of heap and three jars.
 * </ul>
 */
@NullMarked
package dev.simul.cookie;

import org.jspecify.annotations.NullMarked;
