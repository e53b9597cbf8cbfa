/** Tests of the comparison: its arithmetic, its reports, and the blocking models against the loop on the mock server. */
@NullMarked
package dev.simul.compare;

import org.jspecify.annotations.NullMarked;
