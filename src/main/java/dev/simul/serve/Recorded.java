package dev.simul.serve;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;

/**
 * Answers with the responses of a WARC file. What is kept in memory is where each of them begins; they are read on threads of
 * its own.
 */
final class Recorded implements Responder {
    private static final int THREADS = 4;

    private final Path file;
    private final boolean takesItsTime;
    private final Map<String, Answers> answers;
    private final ExecutorService readers;

    private Recorded(Path file, boolean takesItsTime, Map<String, Answers> answers) {
        this.file = file;
        this.takesItsTime = takesItsTime;
        this.answers = answers;
        this.readers = Executors.newFixedThreadPool(THREADS, new DefaultThreadFactory("simul-serve-replay", true));
    }

    /** Where the answers to one request begin in the file, and which is the next. Loop only. */
    private static final class Answers {
        private long[] offsets = {};
        private int next;

        void add(long offset) {
            offsets = Arrays.copyOf(offsets, offsets.length + 1);
            offsets[offsets.length - 1] = offset;
        }

        long take() {
            long offset = offsets[next];
            if (next < offsets.length - 1) next++;
            return offset;
        }
    }

    /**
     * Reads all of {@code file} once. What broke off at its end is not served.
     *
     * @param takesItsTime whether an answer takes as long as it took
     * @throws IOException if it cannot be read, or is no WARC file; the message names it
     */
    static Recorded in(Path file, boolean takesItsTime) throws IOException {
        Map<String, Answers> answers = new HashMap<>();
        long at = 0;
        try (WarcReader reader = new WarcReader(file)) {
            // A record is taken once it has been read to its end, on the way to the next one.
            WarcRecord last = null;
            try {
                while (true) {
                    WarcRecord record = reader.next().orElse(null);
                    if (last instanceof WarcResponse response) add(answers, response, at);
                    if (record == null) break;
                    last = record;
                    at = reader.position();
                }
            } catch (EOFException torn) {
                if (last == null) throw torn;
                boolean isWhole = reader.position() > at;
                if (isWhole && last instanceof WarcResponse response) add(answers, response, at);
            }
            return new Recorded(file, takesItsTime, answers);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        } catch (IOException | RuntimeException e) {
            String why = e.getMessage() == null ? "it ends too early" : e.getMessage();
            throw new IOException(file + " is no WARC file, from byte " + at + " on: " + why, e);
        }
    }

    private static void add(Map<String, Answers> answers, WarcResponse response, long offset) {
        if (!response.contentType().base().equals(MediaType.HTTP)) return;
        String url = response.target();
        int colon = url.indexOf("://");
        if (colon < 0) return;
        int end = colon + 3;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) end++;
        int fragment = url.indexOf('#', end);
        String target = url.substring(end, fragment < 0 ? url.length() : fragment);
        if (!target.startsWith("/")) target = "/" + target;
        Authority authority = Authority.parse(url.substring(colon + 3, end));
        if (authority == null) return;
        String key = key(url.substring(0, colon), authority, target);
        answers.computeIfAbsent(key, none -> new Answers()).add(offset);
    }

    private static String key(String scheme, Authority authority, String target) {
        int port = authority.hasPort() ? authority.port() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + authority.host() + ":" + port + target;
    }

    @Override
    public Script respond(Request request) {
        Script refusal = Script.refusalUnlessGet(request);
        if (refusal != null) return refusal;
        Answers found = answers.get(key(request.scheme(), authority(request), request.target()));
        if (found == null) {
            return HtmlPage.small(request, 404, "Not recorded", "<p>The recording has no answer to this.</p>\n");
        }
        long offset = found.take();
        return Script.of(new Step.Later(() -> CompletableFuture.supplyAsync(() -> read(offset), readers)));
    }

    /** With the port, which a request as others see it has not. */
    private static Authority authority(Request request) {
        String uri = request.message().uri();
        int colon = uri.startsWith("/") ? -1 : uri.indexOf("://");
        String named = request.message().headers().get(HttpHeaderNames.HOST);
        if (colon > 0) {
            int end = colon + 3;
            while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) end++;
            named = uri.substring(colon + 3, end);
        }
        @Nullable Authority authority = named == null ? null : Authority.parse(named);
        return authority == null ? new Authority(request.host(), Authority.NO_PORT) : authority;
    }

    private Script read(long offset) {
        try (FileChannel channel = FileChannel.open(file)) {
            channel.position(offset);
            try (WarcReader reader = new WarcReader(channel)) {
                WarcRecord record = reader.next().orElseThrow(() -> new EOFException("it has become shorter"));
                return RecordedAnswer.of(record, takesItsTime).script();
            }
        } catch (IOException | RuntimeException e) { // somebody has changed it since
            return Script.of(new Step.Reset());
        }
    }

    @Override
    public void close() {
        readers.shutdown();
    }
}
