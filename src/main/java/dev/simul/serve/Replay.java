package dev.simul.serve;

import java.nio.file.Path;

/**
 * A WARC file, whose responses are the answers to what they were the answers to: in the order of the file where there are several,
 * the last one from then on. They take the time that they took, if the file says so and nothing else is asked for.
 */
public record Replay(Path file) implements Content {}
