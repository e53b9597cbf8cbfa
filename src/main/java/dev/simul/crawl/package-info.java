/**
 * Drives source → fetch → html → sink within limits: {@link dev.simul.crawl.Crawl} pulls lines while requests may be made, one
 * {@link dev.simul.crawl.UrlVisit} a line makes a record of each.
 *
 * <p>May use {@code fetch}, {@code fingerprint}, {@code frontier}, {@code robots}, {@code sitemap}, {@code http}, {@code html}, {@code source},
 * {@code sink}, {@code task}, {@code url} and
 * {@code result}. Runs on the loop's thread, except where it is said otherwise.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>A line is pulled only when a request may be made, the sink has room and not too many lines wait for busy hosts: this is all
 *       of the back-pressure, and why memory depends on the limits alone. A line that waits is kept as a line.
 *   <li>A line is never dropped: whatever becomes of a visit, its record is written before its permit goes back.
 *   <li>Where links are followed, what a page leads to is with the frontier, and stored, before its record is handed to the sink, and
 *       its permit goes back after that: so a frontier that cannot follow slows the crawl down.
 *   <li>Pages are read on the loop while their bytes come in; what is left to do at the end is done there too if it is small,
 *       else on a worker thread, as many at a time as memory allows ({@code PageDesk}).
 * </ul>
 */
@NullMarked
package dev.simul.crawl;

import org.jspecify.annotations.NullMarked;
