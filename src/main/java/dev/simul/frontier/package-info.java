/**
 * What a crawl that follows links has still to visit, and what it has seen: {@link dev.simul.frontier.Frontier} is a
 * {@link dev.simul.source.LineFeed} that delivers the lines of the sources, and behind them the URLs that links lead to.
 *
 * <p>May use {@code source}, {@code fingerprint}, {@code url}, {@code cookie} (for its public suffixes), H2's MVStore and RE2/J. All work
 * is done on one thread of its own, which reads and writes files; what the loop calls never blocks.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>Breadth first, and strictly so: no URL of a depth is delivered before all visits of the depths before it have ended. So
 *       {@code --depth N} means what it says, every page within N links, whatever came first over the wire; without that a URL that
 *       happens to be found by a detour is at the limit too early, and what is behind it is missing. It costs a pause at the end of
 *       each depth, as long as its slowest host takes. Lines that come slowly, from a pipe, hold up nobody.
 *   <li>Two files. What has been found is a log that only grows, in order of depth and arrival ({@code FrontierStore}): each commit
 *       writes its end, a few kilobytes. The fingerprints of what has been seen ({@code SeenUrls}) are spread all over their tree;
 *       that file is never needed again, and made anew out of the log when a crawl is resumed.
 *   <li>The links of a duplicate are held, on disk, until its canonical page has been visited ({@code Duplicates}): to follow them at
 *       once would let a site with session numbers in its URLs go on for ever, and to drop them would lose what is behind a page
 *       whose canonical URL is a dead one, or names it back.
 *   <li>Nothing is taken out of the log: what is done is known by the records in the output file, and nothing else can be right after
 *       a {@code kill -9}. A page's links are in the log, which means with the operating system, before its record is handed to the
 *       sink; so a record in the output says that its links are known.
 *   <li>MVStore, because it is pure Java, 350 KB, keeps whole versions (a torn end is the version before) and has bounded caches.
 *       SQLite, RocksDB and LMDB come with native code for each platform, MapDB's last release is of years ago.
 *   <li>The expression of {@code --scope} is matched by RE2/J, in time linear in the URL: the JDK's would let a hostile site choose a URL
 *       that takes for ever.
 * </ul>
 */
@NullMarked
package dev.simul.frontier;

import org.jspecify.annotations.NullMarked;
