package dev.simul.testing;

import dev.simul.http.BodyHandler;
import dev.simul.http.ResponseHead;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Takes each body, and writes down in which order things came: {@code head 302}, {@code head 200}, {@code body 40}. */
public final class Recorder implements BodyHandler {
    private final List<String> events = new ArrayList<>();
    private ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int bodyEvent = -1;
    private final int enough;

    /** Makes one that wants to read no further once so many bytes of a body have come. */
    Recorder(int enough) {
        this.enough = enough;
    }

    @Override
    public BodySink open(ResponseHead head) {
        events.add("head " + head.status());
        bodyEvent = -1;
        body = new ByteArrayOutputStream();
        return new BodySink() {
            @Override
            public void accept(byte[] bytes, int offset, int length) {
                take(bytes, offset, length);
            }

            @Override
            public boolean hasEnough() {
                return body.size() >= enough;
            }
        };
    }

    /** However many pieces a body comes in, it is one event. */
    private void take(byte[] bytes, int offset, int length) {
        body.write(bytes, offset, length);
        if (bodyEvent < 0) {
            bodyEvent = events.size();
            events.add("");
        }
        events.set(bodyEvent, "body " + body.size());
    }

    void note(String event) {
        events.add(event);
    }

    public List<String> events() {
        return List.copyOf(events);
    }

    /** The last body, as far as it came. */
    public byte[] body() {
        return body.toByteArray();
    }
}
