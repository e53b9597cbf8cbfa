package dev.simul.crawl;

import dev.simul.frontier.Frontier;
import dev.simul.frontier.Scope;
import dev.simul.sitemap.SitemapException;
import dev.simul.sitemap.SitemapReader;
import dev.simul.url.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Reads one file of a sitemap, and hands over what it names. A worker's thread. */
final class SitemapTree implements Callable<SitemapTree.Findings>, SitemapReader.Taker {
    private static final int BATCH = 1_000;

    private final byte[] file;
    private final Url location;
    private final String roots;
    private final Scope scope;
    private final Frontier frontier;

    private final List<Url> sitemaps = new ArrayList<>();
    private List<Url> pages = new ArrayList<>();
    private long foreign;

    /**
     * What came of it.
     *
     * @param sitemaps that it names
     * @param foreign how many of its URLs are none of its business
     * @param trouble why it was not read to its end; null if it was
     */
    record Findings(
            List<Url> sitemaps, long foreign, @Nullable String trouble) {}

    /**
     * Makes one.
     *
     * @param roots what it may speak of
     */
    SitemapTree(byte[] file, Url location, String roots, Scope scope, Frontier frontier) {
        this.file = file;
        this.location = location;
        this.roots = roots;
        this.scope = scope;
        this.frontier = frontier;
    }

    @Override
    public Findings call() throws InterruptedException {
        String trouble = null;
        try {
            SitemapReader.read(file, location, this);
        } catch (SitemapException e) {
            trouble = e.getMessage();
        }
        handOver();
        return new Findings(sitemaps, foreign, trouble);
    }

    @Override
    public void page(Url url) throws InterruptedException {
        if (!scope.contains(url, roots)) {
            foreign++;
            return;
        }
        pages.add(url);
        if (pages.size() == BATCH) handOver();
    }

    @Override
    public void sitemap(Url url) {
        if (scope.contains(url, roots)) {
            sitemaps.add(url);
        } else {
            foreign++;
        }
    }

    /** Waits for the store, so that no more than a batch is ever on its way. */
    private void handOver() throws InterruptedException {
        if (pages.isEmpty()) return;
        List<Url> batch = pages;
        pages = new ArrayList<>();
        frontier.addAndWait(batch, location.hrefWithoutFragment());
    }
}
