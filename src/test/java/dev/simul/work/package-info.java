@NullMarked
package dev.simul.work;

import org.jspecify.annotations.NullMarked;
