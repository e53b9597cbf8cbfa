/**
 * One URL to one final reply under policy: {@link dev.simul.fetch.Fetcher} and its decorators, put together in one place,
 * {@link dev.simul.fetch.FetchPipeline#build}.
 *
 * <p>May use {@code http}, {@code cookie}, {@code net}, {@code url}, {@code robots}, {@code task} and {@code result}. Everything
 * runs on the loop's thread, but for {@link dev.simul.fetch.RedirectChain} and the policies, which need no loop and serve the blocking models of a
 * comparison as well.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>Redirects are outermost, then robots.txt, then retries, then {@link dev.simul.fetch.Admission}, then the exchange: so
 *       every hop of a redirect is allowed, retried and admitted for its own host, and a retry gives its place back while it waits.
 *   <li>One permit is for both limits, that in all and that of the host. With a semaphore for each, whoever waited for a busy host
 *       held a place of all the others; a list sorted by host came down to what one host could do.
 *   <li>A host is slowed down by what it says (429, 503, {@code Retry-After}, {@code RateLimit}) and by a rise of the time to its first
 *       byte, never by failures to answer: those are as likely the network's, and a dead host would only take longer to be done with.
 *   <li>A robots.txt is fetched like a page, with retries and permits of its own, by whoever wants to know first and with the
 *       permit of that one; the lines of the site wait meanwhile in {@link dev.simul.fetch.Admission}, where they take the least
 *       memory and spend no start. One that cannot be read forbids everything, which is RFC 9309's word; a 429 allows everything,
 *       which is its word too (section 2.3.1.3, 400 to 499), though some robots take it for a failure of the server.
 *   <li>What the user gave for the URLs of a list (credentials, cookies) never goes along to a robots.txt: it is asked for once for
 *       all, also for sites that redirects lead to.
 *   <li>A decorator never throws and never fails its task: a {@link dev.simul.http.Reply} says what went wrong, and keeps what
 *       was learned before.
 *   <li>What goes along with a redirect is curl's choice wherever curl and browsers differ: {@code Authorization}, {@code Cookie} and
 *       {@code Proxy-Authorization} that the user gave are for the origin of the URL in the list, whenever the chain is there (the
 *       Fetch standard would not send them again once it has been elsewhere); user and password of a URL are for the origin of
 *       that URL. Other than curl we do send those of a {@code Location}, as browsers do. All methods are GET, so that 307 and 303
 *       are the same to us.
 *   <li>Where there are several loops, each host is asked by one of them ({@link dev.simul.fetch.Shard}), and a visit that is redirected to
 *       a host of another loop goes on there: so limits, pauses and robots.txt of a host are still the business of one thread. Only a
 *       robots.txt that is redirected to another host is fetched where it was asked for.
 *   <li>What one URL has been through (redirects, attempts, times) is written down in its {@link dev.simul.fetch.FetchCall}
 *       rather than carried along in replies, so that it is there for the record also when the fetch is cancelled.
 * </ul>
 */
@NullMarked
package dev.simul.fetch;

import org.jspecify.annotations.NullMarked;
