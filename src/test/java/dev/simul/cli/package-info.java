/** Tests of the command line. */
@NullMarked
package dev.simul.cli;

import org.jspecify.annotations.NullMarked;
