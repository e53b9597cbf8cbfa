package dev.simul.testing;

import dev.simul.http.Reply;
import dev.simul.result.Answer;
import dev.simul.result.Effort;
import dev.simul.result.ErrorKind;
import dev.simul.result.FetchError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a fetch.
 *
 * @param recorder has heard of each head and body, and then how it ended
 */
public record Fetched(Reply reply, Answer answer, Effort effort, Recorder recorder) {

    public int status() {
        return answer.status();
    }

    /** In the order in which they came. */
    public List<String> events() {
        return recorder.events();
    }

    /** Decoded, as far as it came. */
    public byte[] body() {
        return recorder.body();
    }

    /** The body as ISO 8859-1. */
    public String latin1() {
        return new String(body(), StandardCharsets.ISO_8859_1);
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    public @Nullable FetchError error() {
        return reply.error();
    }

    public @Nullable ErrorKind errorKind() {
        return reply.error() == null ? null : reply.error().kind();
    }

    /** The error as the record tells it; empty if there is none. */
    public String message() {
        return reply.error() == null ? "" : reply.error().message();
    }
}
