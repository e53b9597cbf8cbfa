package dev.simul.fetch;

import dev.simul.http.Reply;
import dev.simul.task.Task;
import dev.simul.url.Url;

/** Fetches one URL, with more or less policy around it. Loop thread. */
public interface Fetcher {
    /**
     * Fetches {@code url}, which is http or https.
     *
     * @param call what the fetch belongs to, and where it writes down what happens
     * @return succeeds with a reply also where that is an error; a cancel gives everything back that was taken
     */
    Task<Reply> fetch(Url url, FetchCall call);
}
