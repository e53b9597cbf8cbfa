/**
 * URLs by the <a href="https://url.spec.whatwg.org/">WHATWG URL standard</a>: {@link dev.simul.url.Url#parse(String)
 * parse}, resolve against a base, serialise. One value, {@link dev.simul.url.Url}, and one exception, {@link
 * dev.simul.url.UrlSyntaxException}, which carries the standard's word for what is wrong.
 *
 * <p>May use: the JDK, and ICU's UTS 46 for domains beyond ASCII. Runs on any thread: parsing has no state outside of the call, and a {@code Url} is immutable.
 * It never waits and takes time linear in its input, so that the loop may parse a 64 KiB {@code Location} without a budget.
 *
 * <p>Section numbers are those of the review draft of August 2026. Decided, and why:
 *
 * <ul>
 *   <li>The standard and not RFC 3986: a crawler has to understand what browsers understand, and to connect to the host
 *       that they would connect to. {@code java.net.URI} agrees with them in little more than half of the standard's own
 *       test cases. All schemes are parsed, so that {@code mailto:} is unsupported rather than invalid.
 *   <li>{@code UrlParser} has one method for each state of the standard's basic URL parser, by its name. Unlike the
 *       standard's machine a state reads all that belongs to it at once, not one code point a turn, and it writes straight
 *       to the serialisation: the states come in the order in which the parts are serialised. A {@code Url} is thus one
 *       string and the positions in it; the common URL, already normal, shares the string that was parsed.
 *   <li>The standard lets the parser record validation errors and go on. Only those that end it are here, in {@code
 *       ValidationError}: nobody reads a lint report of ten million lines.
 *   <li>Left out, because a crawler has no use for it: the state override (the setters of the JavaScript API), blob URLs'
 *       entries. Encodings other than UTF-8 are the caller's business ({@code QueryEncoder}): a list has none, a page may.
 *   <li>Domains beyond ASCII go through ICU's UTS 46 ({@code Uts46}): the JDK has only its forerunner IDNA2003, on Unicode
 *       3.2, which fails a quarter of the standard's cases and names other hosts in some. ASCII domains, nearly all there
 *       are, never touch it. The jar carries of ICU's 15 MB what UTS 46 needs, some 300 KB.
 *   <li>Why time is linear: each state goes on where the one before it stopped, and through what it reads a fixed number of
 *       times. There are three ways back, each taken at most once: from a scheme that turns out to be none to the start, from
 *       the end of the authority to its host, from a drive letter in the host's place to the path. A segment that {@code ..}
 *       removes is looked through once, from its end, and is gone. What is not linear, Punycode, has a bound on its length.
 * </ul>
 */
@NullMarked
package dev.simul.url;

import org.jspecify.annotations.NullMarked;
