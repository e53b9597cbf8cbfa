/**
 * What is remembered of a line: 64 bits. {@link dev.simul.fingerprint.Fingerprinter} makes them,
 * {@link dev.simul.fingerprint.Fingerprints} keeps ten million of them in about 100 MB.
 *
 * <p>Uses nothing but the JDK; each object belongs to one thread at a time.
 *
 * <p>Decided, and why:
 *
 * <ul>
 *   <li>SipHash-2-4 with a key that is drawn anew for each process: a list that somebody else has made cannot bring lines along
 *       that are taken for one another, as it could with a hash whose every bit is known. Nothing is stored, so the key need not be.
 *   <li>Two of n lines have the same fingerprint with a probability of n² / 2⁶⁵: of ten million, 1 in 370,000.
 *   <li>Fingerprints of what is there several times are there several times: it is a multiset, which {@code a.txt a.txt} needs.
 * </ul>
 */
@NullMarked
package dev.simul.fingerprint;

import org.jspecify.annotations.NullMarked;
