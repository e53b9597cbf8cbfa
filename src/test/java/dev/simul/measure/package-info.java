@NullMarked
package dev.simul.measure;

import org.jspecify.annotations.NullMarked;
