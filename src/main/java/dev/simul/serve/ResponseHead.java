package dev.simul.serve;

import java.util.ArrayList;
import java.util.List;

/** Builds the head of a well-formed response. */
final class ResponseHead {
    private final int status;
    private final List<String> fields = new ArrayList<>(8); // names and values in turn

    private ResponseHead(int status) {
        this.status = status;
    }

    static ResponseHead of(int status) {
        return new ResponseHead(status);
    }

    /** Begins a head that also says what becomes of the connection, where that is not what the client expects. */
    static ResponseHead answering(Request request, int status) {
        ResponseHead head = of(status);
        if (request.isHttp2()) return head;
        if (!request.isKeepAlive()) return head.with("Connection", "close");
        return request.isHttp10() ? head.with("Connection", "keep-alive") : head;
    }

    ResponseHead with(String name, Object value) {
        fields.add(name);
        fields.add(value.toString());
        return this;
    }

    ResponseHead html() {
        return with("Content-Type", "text/html; charset=utf-8");
    }

    ResponseHead length(long bytes) {
        return with("Content-Length", bytes);
    }

    /** The step that sends the head. */
    Step step() {
        return new Step.Head(status, fields);
    }
}
