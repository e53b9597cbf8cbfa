/**
 * What sitemaps name (sitemaps.org): {@link dev.simul.sitemap.SitemapReader} reads one file, XML or plain text, compressed or not. Where
 * it comes from is the business of {@code crawl}.
 *
 * <p>Uses {@code url} and the JDK's StAX parser. Any thread that may take long; not the loop's.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>It is read as a stream and nothing of it is kept: 50 MiB, which the protocol allows, may name half a million URLs. What the
 *       parser keeps whole, a comment for instance, may not be as long as that.
 *   <li>A document type is refused, whatever it says: a sitemap has none, and with it go entities that read files or grow without end.
 *   <li>Only {@code loc} right below {@code url} or {@code sitemap} counts, and only in the namespace of the root: extensions have others of
 *       that name, of pictures for instance. Which namespace that is does not matter, for many have an old one or none.
 *   <li>Feeds (RSS, Atom) are no sitemaps to us: what they name is what is new, not what there is.
 * </ul>
 */
@NullMarked
package dev.simul.sitemap;

import org.jspecify.annotations.NullMarked;
