package dev.simul.serve;

import java.nio.file.Path;

/**
 * The files of a folder, each at the path that it has there, for every host. A file whose name ends in {@code .http} is a
 * whole response, sent as it is.
 */
public record Folder(Path path) implements Content {}
