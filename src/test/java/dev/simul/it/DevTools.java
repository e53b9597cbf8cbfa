package dev.simul.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The DevTools protocol over a WebSocket of the JDK's: commands have answers, everything else is an event. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
    /** Far more than anything takes: only a hang reaches it. */
    private static final int LIMIT_SECONDS = 60;

    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private final StringBuilder message = new StringBuilder();
    private @Nullable WebSocket socket;

    private DevTools() {}

    static DevTools connect(URI address) throws Exception {
        DevTools tools = new DevTools();
        tools.socket =
                tools.client.newWebSocketBuilder().buildAsync(address, tools).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return tools;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            JsonNode whole = MAPPER.readTree(message.toString());
            message.setLength(0);
            CompletableFuture<JsonNode> asked =
                    whole.has("id") ? waiting.remove(whole.get("id").asInt()) : null;
            if (asked != null) {
                asked.complete(whole);
            } else {
                events.add(whole);
            }
        }
        from.request(1);
        return null;
    }

    static ObjectNode parameters() {
        return MAPPER.createObjectNode();
    }

    /** Sends a command to the page of that session, or with "" to the browser, and waits for its result. */
    JsonNode call(String session, String method, ObjectNode parameters) throws Exception {
        WebSocket open = socket;
        if (open == null) throw new IllegalStateException("not connected");
        int id = lastId.incrementAndGet();
        ObjectNode command = parameters().put("id", id).put("method", method);
        if (!session.isEmpty()) command.put("sessionId", session);
        command.set("params", parameters);
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        open.sendText(command.toString(), true).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        JsonNode whole = answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (whole.has("error")) throw new AssertionError(method + ": " + whole.get("error"));
        return whole.get("result");
    }

    /** Waits for the next event, of any page. */
    JsonNode nextEvent() throws InterruptedException {
        JsonNode event = events.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (event == null) throw new AssertionError("nothing happens in the browser");
        return event;
    }

    /** The next event if there is one already. */
    @Nullable
    JsonNode eventAlreadyThere() {
        return events.poll();
    }

    @Override
    public void close() {
        WebSocket open = socket;
        if (open != null) open.abort();
        client.shutdownNow();
    }
}
