package dev.simul.sink;

import dev.simul.result.Answer;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Effort;
import dev.simul.result.Extract;
import dev.simul.result.FetchError;
import dev.simul.result.Page;
import dev.simul.result.Saved;
import dev.simul.result.Selected;
import dev.simul.result.Target;
import dev.simul.result.Timing;
import dev.simul.result.Trail;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Form#JSONL}: the record of the contract, key by key. */
final class JsonLines implements RecordForm {
    private static final byte[] NULL = bytes("null");

    private final Timestamp timestamp = new Timestamp();

    /** The keys with what stands before and after them. */
    private static final class Key {
        static final byte[] URL = bytes("{\"url\":");
        static final byte[] LINE = bytes(",\"line\":");
        static final byte[] FINAL_URL = bytes(",\"final_url\":");
        static final byte[] STATUS = bytes(",\"status\":");
        static final byte[] TITLE = bytes(",\"title\":");
        static final byte[] CONTENT_TYPE = bytes(",\"content_type\":");
        static final byte[] CHARSET = bytes(",\"charset\":");
        static final byte[] BYTES = bytes(",\"bytes\":");
        static final byte[] WIRE_BYTES = bytes(",\"wire_bytes\":");
        static final byte[] PROTOCOL = bytes(",\"protocol\":");
        static final byte[] REMOTE = bytes(",\"remote\":");
        static final byte[] REDIRECTS = bytes(",\"redirects\":");
        static final byte[] ATTEMPTS = bytes(",\"attempts\":");
        static final byte[] FETCHED_AT = bytes(",\"fetched_at\":\"");
        static final byte[] ELAPSED_MS = bytes("\",\"elapsed_ms\":");
        static final byte[] TIMING = bytes(",\"timing\":");
        static final byte[] QUEUE = bytes("{\"queue\":");
        static final byte[] DNS = bytes(",\"dns\":");
        static final byte[] CONNECT = bytes(",\"connect\":");
        static final byte[] TLS = bytes(",\"tls\":");
        static final byte[] SERVER = bytes(",\"server\":");
        static final byte[] BODY = bytes(",\"body\":");
        static final byte[] ERROR = bytes(",\"error\":");
        static final byte[] KIND = bytes("{\"kind\":\"");
        static final byte[] MESSAGE = bytes("\",\"message\":");
        static final byte[] SELECTED = bytes(",\"selected\":");
        static final byte[] LINKS = bytes(",\"links\":");
        static final byte[] DEPTH = bytes(",\"depth\":");
        static final byte[] FROM = bytes(",\"from\":");
        static final byte[] SAVED = bytes(",\"saved\":");
    }

    /** What {@link #append} writes around the values. */
    static List<byte[]> frame(Extract shape) {
        List<byte[]> frame = new ArrayList<>(List.of(
                Key.URL, Key.LINE, Key.FINAL_URL, Key.STATUS, Key.TITLE, Key.CONTENT_TYPE, Key.CHARSET, Key.BYTES));
        frame.addAll(List.of(Key.WIRE_BYTES, Key.PROTOCOL, Key.REMOTE, Key.REDIRECTS, Key.ATTEMPTS));
        // A value may be a string as well: its quotes are its own, and not of the frame.
        frame.add(bytes(",\"fetched_at\":"));
        frame.add(bytes(",\"elapsed_ms\":"));
        frame.addAll(List.of(Key.TIMING, Key.ERROR));
        Utf8Buffer next = new Utf8Buffer(64);
        char before = '{';
        for (Selected each : shape.selected()) {
            if (before == '{') next.put(Key.SELECTED);
            JsonString.append(each.name(), next.put(before));
            frame.add(next.put(':').toBytes());
            next.clear();
            before = ',';
        }
        if (before == ',') next.put('}');
        if (shape.links() != null) {
            frame.add(next.put(Key.LINKS).toBytes());
            next.clear();
        }
        if (shape.trail() != null) {
            frame.add(next.put(Key.DEPTH).toBytes());
            next.clear();
            frame.add(Key.FROM);
        }
        if (shape.saved() != null) {
            frame.add(next.put(Key.SAVED).toBytes());
            next.clear();
        }
        frame.add(next.put('}').put('\n').toBytes());
        return frame;
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void begin(Utf8Buffer out) {}

    @Override
    public void append(CrawlRecord record, Utf8Buffer out) {
        Target target = record.target();
        Answer answer = record.answer();
        Page page = record.page();
        Effort effort = record.effort();
        string(target.url(), out.put(Key.URL));
        positive(target.line(), out.put(Key.LINE));
        string(answer.finalUrl(), out.put(Key.FINAL_URL));
        positive(answer.status(), out.put(Key.STATUS));
        string(page.title(), out.put(Key.TITLE));
        string(page.contentType(), out.put(Key.CONTENT_TYPE));
        string(page.charset(), out.put(Key.CHARSET));
        out.put(Key.BYTES).decimal(page.bytes());
        out.put(Key.WIRE_BYTES).decimal(page.wireBytes());
        string(answer.protocol(), out.put(Key.PROTOCOL));
        string(answer.remote(), out.put(Key.REMOTE));
        array(answer.redirects(), out.put(Key.REDIRECTS));
        out.put(Key.ATTEMPTS).decimal(effort.attempts());
        timestamp.append(effort.fetchedAt(), out.put(Key.FETCHED_AT));
        Millis.append(Millis.nanos(effort.elapsed()), out.put(Key.ELAPSED_MS));
        timing(effort.timing(), out.put(Key.TIMING));
        error(record.error(), out.put(Key.ERROR));
        extract(page.extract(), out);
        out.put('}').put('\n');
    }

    private static void string(@Nullable String text, Utf8Buffer out) {
        if (text == null) {
            out.put(NULL);
        } else {
            JsonString.append(text, out);
        }
    }

    /** {@link Target#NO_LINE} and {@link Answer#NO_STATUS} are null. */
    private static void positive(long number, Utf8Buffer out) {
        if (number > 0) {
            out.decimal(number);
        } else {
            out.put(NULL);
        }
    }

    static void array(List<String> texts, Utf8Buffer out) {
        out.put('[');
        for (int i = 0; i < texts.size(); i++) {
            if (i > 0) out.put(',');
            JsonString.append(texts.get(i), out);
        }
        out.put(']');
    }

    /** Keys that are there only if they were asked for. */
    private static void extract(Extract extract, Utf8Buffer out) {
        if (!extract.selected().isEmpty()) {
            out.put(Key.SELECTED);
            char before = '{';
            for (Selected each : extract.selected()) {
                JsonString.append(each.name(), out.put(before));
                out.put(':');
                if (each.isList()) {
                    array(each.values(), out);
                } else {
                    string(each.value(), out);
                }
                before = ',';
            }
            out.put('}');
        }
        if (extract.links() != null) array(extract.links(), out.put(Key.LINKS));
        Trail trail = extract.trail();
        if (trail != null) {
            out.put(Key.DEPTH).decimal(trail.depth());
            string(trail.from(), out.put(Key.FROM));
        }
        Saved saved = extract.saved();
        if (saved != null) string(saved.path(), out.put(Key.SAVED));
    }

    private static void timing(@Nullable Timing timing, Utf8Buffer out) {
        if (timing == null) {
            out.put(NULL);
            return;
        }
        phase(timing.queueNanos(), out.put(Key.QUEUE));
        phase(timing.dnsNanos(), out.put(Key.DNS));
        phase(timing.connectNanos(), out.put(Key.CONNECT));
        phase(timing.tlsNanos(), out.put(Key.TLS));
        phase(timing.serverNanos(), out.put(Key.SERVER));
        phase(timing.bodyNanos(), out.put(Key.BODY));
        out.put('}');
    }

    /** {@link Timing#NONE} is null. */
    private static void phase(long nanos, Utf8Buffer out) {
        if (nanos < 0) {
            out.put(NULL);
        } else {
            Millis.append(nanos, out);
        }
    }

    private static void error(@Nullable FetchError error, Utf8Buffer out) {
        if (error == null) {
            out.put(NULL);
            return;
        }
        out.put(Key.KIND).ascii(error.kind().id());
        JsonString.append(error.message(), out.put(Key.MESSAGE));
        out.put('}');
    }
}
