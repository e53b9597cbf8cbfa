/**
 * What a site's robots.txt allows (RFC 9309): {@link dev.simul.robots.RobotsText} takes the file as it comes,
 * {@link dev.simul.robots.RobotsRules} answers for URLs. Whose file it is, and when it is fetched, is the business of
 * {@code fetch}. The sections that are named in this package are that document's.
 *
 * <p>May use {@code url} and crawler-commons. Immutable once it is read; any thread.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>crawler-commons reads the file: it knows which groups are ours, and which of the words that people write instead of
 *       {@code Disallow} mean it. It gets the text with every {@code <} encoded, as it may not stand in a URL either way: where
 *       a file looks like HTML, the library takes out tags by an expression that costs the square of a line (40,000 times
 *       {@code <} held a thread for 4 s; 500 KiB would for ten minutes). A page of HTML has no line that is a rule without that.
 *   <li>The rules are matched here. The library takes the first place that fits a wildcard, so that {@code /*.php$} lets
 *       {@code /x.php.php} through; takes a {@code $} for the end wherever it stands; and makes {@code /index.html} mean
 *       {@code /} as well, which the RFC does not. And it has no bound: see {@link dev.simul.robots.RobotsRules#MAX_STEPS}.
 *   <li>What is said too late is not heard: of a file longer than {@link dev.simul.robots.RobotsText#MAX_BYTES} the whole lines
 *       before that count, and half a line never does, since half a path forbids more than was meant.
 * </ul>
 */
@NullMarked
package dev.simul.robots;

import org.jspecify.annotations.NullMarked;
