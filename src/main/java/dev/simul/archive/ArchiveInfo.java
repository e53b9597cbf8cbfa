package dev.simul.archive;

import org.jspecify.annotations.Nullable;

/**
 * What a WARC file says of how it came about.
 *
 * @param fileName of the file itself, without a folder
 * @param software name and version of the program
 * @param obeysRobots whether each site's robots.txt was obeyed
 * @param userAgent that was sent; null: none
 */
public record ArchiveInfo(
        String fileName,
        String software,
        boolean obeysRobots,
        @Nullable String userAgent) {}
