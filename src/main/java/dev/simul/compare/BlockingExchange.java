package dev.simul.compare;

import dev.simul.fetch.FetchConfig;
import dev.simul.http.BodyDecoder;
import dev.simul.http.BodyHandler;
import dev.simul.http.HeaderField;
import dev.simul.http.HttpLimits;
import dev.simul.http.Reply;
import dev.simul.http.ResponseHead;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import dev.simul.result.Phase;
import dev.simul.url.Url;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One request and the response to it. One thread. */
final class BlockingExchange {
    private static final int BUFFER_BYTES = 8192;
    private static final int NOT_HTTP = -1;

    private final HttpURLConnection connection;
    private final Url url;
    private final FetchConfig config;
    private final HttpLimits limits;
    private final BodyHandler bodies;
    private final HandshakeClock handshakes;
    private final BlockingTimes times;

    private Phase phase = Phase.CONNECT;
    private @Nullable ResponseHead head;
    private @Nullable WireStream wire;
    private long bytes;

    BlockingExchange(
            HttpURLConnection connection,
            Url url,
            FetchConfig config,
            BodyHandler bodies,
            HandshakeClock handshakes,
            BlockingTimes times) {
        this.connection = connection;
        this.url = url;
        this.config = config;
        this.limits = config.limits();
        this.bodies = bodies;
        this.handshakes = handshakes;
        this.times = times;
    }

    /** Blocks until it is over, well or not. */
    Reply run(Watchdog watchdog) {
        FetchError error = null;
        try (Watchdog.Watch watch = watchdog.watch(connection, config.connectTimeout(), limits.timeout())) {
            try {
                exchange(watch);
            } catch (IOException e) {
                error = watch.hasBitten() ? timeout() : ExchangeFailures.errorOf(e, phase, url, bytes, config);
            }
        } catch (FetchFailure e) {
            error = e.error();
        }
        return new Reply(head, null, bytes, wire == null ? 0 : wire.count(), 0, times.read(), error);
    }

    private void exchange(Watchdog.Watch watch) throws IOException, FetchFailure {
        connection.connect();
        times.onConnected(handshakes.takeBegunNanos());
        phase = Phase.SERVER;
        watch.onConnected();
        InputStream body = body();
        if (!watch.callOff()) throw new FetchFailure(timeout());
        times.onHead();
        ResponseHead received = head();
        head = received;
        phase = Phase.BODY;
        read(body, received);
    }

    private FetchError timeout() {
        return new FetchError.Timeout(phase, phase == Phase.CONNECT ? config.connectTimeout() : limits.timeout());
    }

    /** The JDK throws also where the status is 400 or more, although there is a response, maybe without a body. */
    private InputStream body() throws IOException {
        try {
            return connection.getInputStream();
        } catch (IOException e) {
            InputStream body = connection.getErrorStream();
            if (body != null) return body;
            boolean mayBeForTheStatus = e instanceof FileNotFoundException || e.getClass() == IOException.class;
            if (mayBeForTheStatus && connection.getResponseCode() >= 400) return InputStream.nullInputStream();
            throw e;
        }
    }

    private ResponseHead head() throws IOException, FetchFailure {
        int status = connection.getResponseCode();
        String statusLine = connection.getHeaderField(0);
        if (status == NOT_HTTP || statusLine == null) {
            throw new FetchFailure(new FetchError.Protocol("not an HTTP/1 response"));
        }
        List<HeaderField> fields = new ArrayList<>();
        String value = connection.getHeaderField(1);
        for (int i = 2; value != null; i++) {
            String name = connection.getHeaderFieldKey(i - 1);
            if (name == null) throw new FetchFailure(new FetchError.Protocol("a header line without a colon"));
            if (value.indexOf('\0') >= 0) throw new FetchFailure(new FetchError.Protocol("a NUL in a header"));
            fields.add(new HeaderField(name, value));
            value = connection.getHeaderField(i);
        }
        return new ResponseHead(statusLine.startsWith("HTTP/1.0") ? "http/1.0" : "http/1.1", status, fields);
    }

    private void read(InputStream body, ResponseHead received) throws IOException, FetchFailure {
        BodyHandler.BodySink sink = bodies.open(received);
        OptionalLong length = received.bodyLength();
        WireStream counted =
                new WireStream(body, length.orElse(WireStream.UNKNOWN_LENGTH), times.startNanos(), limits.timeout());
        wire = counted;
        byte[] buffer = new byte[BUFFER_BYTES];
        BodyDecoder.Output output = (decoded, offset, count) -> onDecoded(sink, decoded, offset, count);
        List<String> codings = received.list("Content-Encoding");
        try (BodyDecoder decoder = BodyDecoder.chain(codings, limits.maxBodyBytes(), output)) {
            for (int read = counted.read(buffer); read >= 0; read = counted.read(buffer)) {
                decoder.decode(buffer, 0, read);
            }
            decoder.end();
        }
        if (counted.readBehind(buffer) > 0) connection.disconnect(); // else they would be the next response
    }

    private void onDecoded(BodyHandler.BodySink sink, byte[] decoded, int offset, int length) throws FetchFailure {
        int accepted = (int) Math.min(limits.maxBodyBytes() - bytes, length);
        bytes += accepted;
        sink.accept(decoded, offset, accepted);
        if (accepted < length) throw new FetchFailure(new FetchError.TooLarge("the body", limits.maxBodyBytes()));
    }
}
