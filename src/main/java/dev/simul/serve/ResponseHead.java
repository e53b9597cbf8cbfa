package dev.simul.serve;

import io.netty.handler.codec.http.HttpResponseStatus;

/** Builds the head of a well-formed response. */
final class ResponseHead {
    private final StringBuilder text = new StringBuilder(160);

    private ResponseHead(String statusLine) {
        text.append(statusLine).append("\r\n");
    }

    /** Begins a head with the usual reason phrase for {@code status}. */
    static ResponseHead of(int status) {
        return new ResponseHead(
                "HTTP/1.1 " + status + " " + HttpResponseStatus.valueOf(status).reasonPhrase());
    }

    /** Begins a head that also says what becomes of the connection, where that is not what the client expects. */
    static ResponseHead answering(Request request, int status) {
        ResponseHead head = of(status);
        if (!request.isKeepAlive()) return head.with("Connection", "close");
        return request.isHttp10() ? head.with("Connection", "keep-alive") : head;
    }

    ResponseHead with(String name, Object value) {
        text.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    ResponseHead html() {
        return with("Content-Type", "text/html; charset=utf-8");
    }

    ResponseHead length(long bytes) {
        return with("Content-Length", bytes);
    }

    /** The step that sends the head with the empty line after it. */
    Step step() {
        return Step.text(text + "\r\n");
    }
}
