package dev.simul.archive;

import dev.simul.http.HeaderField;
import dev.simul.http.Reply;
import dev.simul.http.ResponseHead;
import dev.simul.url.Url;
import java.time.Instant;
import java.util.List;

/**
 * A request and the response to it, whole or not.
 *
 * @param sent fields of the request
 * @param at when the head came
 * @param codings of the body beside its {@code Content-Encoding}
 * @param body content codings not undone
 */
record Exchanged(
        Url url,
        List<HeaderField> sent,
        Instant at,
        ResponseHead head,
        List<String> codings,
        Pieces body,
        Reply reply) {
    boolean isWhole() {
        return reply.error() == null && reply.unreadBytes() == 0;
    }

    /** Without what gives the sender away. */
    String targetUri() {
        return url.scheme() + "://" + url.authority() + url.requestTarget();
    }
}
