/** Tests of the lessons, and of the pages that show them. */
@NullMarked
package dev.simul.demo;

import org.jspecify.annotations.NullMarked;
