package dev.simul.compare;

import dev.simul.source.SourceLine;
import java.io.IOException;
import java.security.GeneralSecurityException;

/** Makes the result of a line, as a line, by blocking: what a worker process does. One thread. */
interface LineMaker extends AutoCloseable {
    String resultOf(SourceLine line);

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
                    public String resultOf(SourceLine line) {
                        return ComparedRecord.lineOf(fetcher.visit(line));
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
                    public String resultOf(SourceLine line) {
                        return jobs.resultOf(line);
                    }

                    @Override
                    public void close() {}
                };
            }
        };
    }
}
