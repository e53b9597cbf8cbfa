package dev.simul.crawl;

import static dev.simul.task.Step.await;

import dev.simul.html.PageFacts;
import dev.simul.html.PageMemory;
import dev.simul.html.PageReader;
import dev.simul.http.ResponseHead;
import dev.simul.result.Extract;
import dev.simul.task.Loop;
import dev.simul.task.Semaphore;
import dev.simul.task.Task;
import dev.simul.url.Url;

/**
 * Where a crawl reads its pages: what is quick on the loop, all else on worker threads, as many at a time as memory allows. Loop
 * thread.
 */
final class PageDesk {
    private final Loop loop;
    private final PagePolicy policy;
    private final PageMemory memory;
    private final Semaphore trees;

    /**
     * Makes one.
     *
     * @param desks how many share the memory, each on a loop of its own: the trees that it has room for are divided among them, one at
     *     least for each
     */
    PageDesk(Loop loop, PagePolicy policy, PageMemory memory, int desks) {
        this.loop = loop;
        this.policy = policy;
        this.memory = memory;
        this.trees = new Semaphore(loop, Math.max(1, memory.treesAtOnce(policy.query()) / desks));
    }

    /**
     * Begins a page.
     *
     * @param wantsLinks whether its links are followed
     */
    PageReader open(ResponseHead head, boolean wantsLinks) {
        return wantsLinks ? policy.open(head, memory) : policy.openAtTheEnd(head, memory);
    }

    /** Whether no more of a body is wanted than it takes to know the title. */
    boolean titleOnly() {
        return policy.titleOnly();
    }

    /** What there is in no page. */
    Extract nothing() {
        return policy.query().nothing();
    }

    /** Whether {@link #finishHere} is quick. */
    boolean isQuick(PageReader page) {
        return page.pendingBytes() <= PageReader.BUDGET;
    }

    PageFacts finishHere(PageReader page, Url url) {
        return page.finish(url, loop::nanoTime);
    }

    /** Finishes it on a worker thread. */
    Task<PageFacts> finishElsewhere(PageReader page, Url url) {
        return loop.spawn(
                url, () -> await(trees.with(() -> await(loop.runInThread(() -> page.finish(url, loop::nanoTime))))));
    }
}
