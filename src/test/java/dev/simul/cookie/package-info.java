@NullMarked
package dev.simul.cookie;

import org.jspecify.annotations.NullMarked;
