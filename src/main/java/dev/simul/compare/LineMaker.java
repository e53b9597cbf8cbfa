package dev.simul.compare;

import dev.simul.result.CrawlRecord;
import dev.simul.source.SourceLine;
import java.io.IOException;
import java.security.GeneralSecurityException;

/** Makes the result of a line, as a line, by blocking: what a worker process does. One thread. */
interface LineMaker extends AutoCloseable {
    LineResult resultOf(SourceLine line);

    @Override
    void close();

    /**
     * For {@code workload}, with a client of its own.
     *
     * @param forWarmUp whether its results do not count: then it is impatient, and its connections are not used again
     */
    static LineMaker open(Workload workload, boolean forWarmUp) throws IOException, GeneralSecurityException {
        return switch (workload) {
            case Workload.Urls urls -> {
                BlockingFetcher fetcher =
                        BlockingFetcher.open(forWarmUp ? WarmUp.impatient(urls.fetch()) : urls.fetch(), !forWarmUp);
                yield new LineMaker() {
                    @Override
                    public LineResult resultOf(SourceLine line) {
                        CrawlRecord record = fetcher.visit(line);
                        return new LineResult(ComparedRecord.lineOf(record), VisitTrace.of(record));
                    }

                    @Override
                    public void close() {
                        fetcher.close();
                    }
                };
            }
            case Workload.Computing computing -> {
                JobLines jobs = new JobLines(computing.work());
                yield new LineMaker() {
                    @Override
                    public LineResult resultOf(SourceLine line) {
                        return new LineResult(jobs.resultOf(line), VisitTrace.COMPUTING);
                    }

                    @Override
                    public void close() {}
                };
            }
        };
    }
}
