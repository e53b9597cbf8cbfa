/**
 * Reads a page as a browser does, out of bytes that arrive in pieces: {@link dev.simul.html.PageReader} tells its title
 * and its encoding, and what a {@link dev.simul.html.PageQuery} asks for.
 *
 * <p>May use java, jsoup, {@code url} (links are resolved by it) and {@code result} (what is found, and why not all was, goes into
 * the record as it is). A reader is confined to one thread at a time, the event loop as a rule; the tables that
 * readers share are safe for any number of threads. Nothing here blocks or logs, and nothing that a page holds makes it
 * throw, recurse or keep more than {@link dev.simul.html.PageReader#LIMIT} bytes of it, or the query's limit. All readers together
 * keep no more than {@link dev.simul.html.PageMemory} allows; what a tree, a selector or the result may cost has its bounds too
 * ({@code ReadLimit}).
 *
 * <p><b>Title.</b> A title element in front of the body is the document's first whatever follows, so a tokenizer that
 * keeps next to nothing ({@code HeadScanner}) stops at it: most pages cost the scan of their first few hundred bytes.
 * Where the body opens without one, the rest is only searched for {@code <title}; where there is none, there is no
 * title. Where there is one, all depends on the tree ({@code svg}, {@code template}, tables, framesets …), and jsoup
 * builds it from the kept bytes, at the end ({@code HtmlTree}). So the fast path never has to guess, and the tree is
 * the rare case. Scripting counts as enabled, as in a browser: {@code noscript} holds text. jsoup resolves the character
 * references in both; what it does otherwise than the standard is corrected in both: references to surrogates.
 *
 * <p><b>Encoding.</b> By the Encoding and HTML standards: byte order mark, Content-Type, a prescan of 1,024 bytes,
 * windows-1252. A {@code meta} that comes later but still in the head corrects the last, as in Chromium; for that a page
 * that declares nothing is read to the end of its head. Nothing is guessed from the text: Chromium does, and the
 * standard allows both. The decoders are our own, for the JDK's differ from the standard in what they do with broken
 * bytes (a surrogate in UTF-8 is three errors, not one; a broken pair must not swallow a {@code <}), and a cut in a
 * sequence must not matter. Their tables are the JDK's (module {@code jdk.charsets}), patched where the standard's
 * differ; a test compares every pointer, and none is left that differs.
 *
 * <p><b>Queries.</b> They take the tree of the whole page, by jsoup, which is kept for it and let go of at once when it is answered.
 * {@code noscript} and {@code template} hold nothing, as for a browser. Text is joined by ourselves: jsoup's folds no-break spaces
 * and drops soft hyphens. Where links are followed it is the tree as well that tells which ({@code OutlinkSearch}).
 *
 * <p><b>Known differences to a browser.</b> XML is parsed by jsoup, which goes on where a browser stops at the first
 * error, and does not know a DTD's own entities. Behind SVG or MathML that is never closed, a {@code noscript} is not
 * seen as text (only for a title in the body, and only if it holds unbalanced markup). Scripts do not run.
 */
@NullMarked
package dev.simul.html;

import org.jspecify.annotations.NullMarked;
