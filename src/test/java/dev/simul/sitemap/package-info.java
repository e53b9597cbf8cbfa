/** Tests of sitemaps. */
@NullMarked
package dev.simul.sitemap;

import org.jspecify.annotations.NullMarked;
