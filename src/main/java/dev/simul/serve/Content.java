package dev.simul.serve;

/** What a mock server answers. */
public sealed interface Content permits Scenario, Folder, Replay {}
