@NullMarked
package dev.simul.robots;

import org.jspecify.annotations.NullMarked;
