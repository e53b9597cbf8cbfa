package dev.simul.serve;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Answers as another one, and has it written down. */
record LoggedResponder(Responder responder, RequestLog log) implements Responder {
    @Override
    public Script respond(Request request) {
        long id = log.began(request);
        Script script = responder.respond(request);
        Step.Head head = head(script);
        int status = head == null ? 0 : head.status();
        String retryAfter = head == null ? "" : field(head, "Retry-After");
        return script.then(new Step.Note(() -> log.ended(id, status, retryAfter)));
    }

    private static Step.@Nullable Head head(Script script) {
        for (Step step : script.steps()) if (step instanceof Step.Head head) return head;
        return null;
    }

    private static String field(Step.Head head, String name) {
        for (int i = 0; i < head.fields().size(); i += 2) {
            if (head.fields().get(i).equalsIgnoreCase(name))
                return head.fields().get(i + 1);
        }
        return "";
    }

    @Override
    public void close() {
        responder.close();
    }

    @Override
    public @Nullable Script refuseTunnel(Request request) {
        return responder.refuseTunnel(request);
    }

    @Override
    public ByteBuf openTunnel(String host) {
        return responder.openTunnel(host);
    }

    @Override
    public @Nullable Script greet(int connection) {
        return responder.greet(connection);
    }

    @Override
    public @Nullable Script greetHttp2(String host) {
        return responder.greetHttp2(host);
    }

    @Override
    public int http2Streams(String host) {
        return responder.http2Streams(host);
    }

    @Override
    public TlsManner tlsManner(String host) {
        return responder.tlsManner(host);
    }
}
