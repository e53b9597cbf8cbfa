/** Tests of the frontier. */
@NullMarked
package dev.simul.frontier;

import org.jspecify.annotations.NullMarked;
