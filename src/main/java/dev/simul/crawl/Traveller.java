package dev.simul.crawl;

import dev.simul.fetch.FetchCall;
import dev.simul.result.Target;
import dev.simul.source.SourceLine;
import org.jspecify.annotations.Nullable;

/**
 * A visit that a redirect leads to a host of another loop.
 *
 * @param target whose record it will make
 * @param line that it visits, where links are followed; else null
 * @param call that has left its loop
 */
public record Traveller(Target target, @Nullable SourceLine line, FetchCall call) {}
