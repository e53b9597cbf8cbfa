/** Tests of reading pages; the data is that of other projects' suites, see the README beside it. */
@NullMarked
package dev.simul.html;

import org.jspecify.annotations.NullMarked;
