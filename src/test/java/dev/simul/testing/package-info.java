/**
 * The test doubles: a loop whose clock stands still, a client on it that must give everything back, a peer that is nothing but a
 * socket, and the replies that other projects test their clients with.
 */
@NullMarked
package dev.simul.testing;

import org.jspecify.annotations.NullMarked;
