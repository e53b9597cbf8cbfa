package dev.simul.compare;

import dev.simul.crawl.ListedUrl;
import dev.simul.result.FetchFailure;
import dev.simul.source.SourceLine;
import dev.simul.url.Url;
import java.io.IOException;

/**
 * Keeps the limit per host where visits are made in several processes, each of which knows its own only: by the host that a
 * line names, for the whole visit. Where that redirects to, each process keeps the limit by itself.
 */
final class HostLimitedVisitor implements LineVisitor {
    private final LineVisitor visitor;
    private final HostPermits hosts;

    HostLimitedVisitor(LineVisitor visitor, HostPermits hosts) {
        this.visitor = visitor;
        this.hosts = hosts;
    }

    @Override
    public void visit(SourceLine line) throws RunFailure, IOException, InterruptedException {
        Url url;
        try {
            url = ListedUrl.urlOf(line);
        } catch (FetchFailure nobodyIsAsked) {
            visitor.visit(line);
            return;
        }
        HostPermits.Permit permit = hosts.acquire(url);
        try {
            visitor.visit(line);
        } finally {
            permit.release();
        }
    }
}
