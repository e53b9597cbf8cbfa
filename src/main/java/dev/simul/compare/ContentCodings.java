package dev.simul.compare;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStream;
import dev.simul.http.NativeCodings;
import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Undoes content codings (RFC 9110 section 8.4.1) by streams of the JDK and of the libraries for br and zstd. */
final class ContentCodings {
    private static final int BUFFER_BYTES = 8192;

    private static final int MAX_ZSTD_WINDOW_LOG = 23; // RFC 9659 section 3

    private ContentCodings() {}

    /**
     * The decoded body.
     *
     * @param codings in the order in which they were applied, so the last one is undone first; of no effect on an empty body
     * @throws FetchFailure with {@link FetchError.Decode} if one is unknown
     */
    static InputStream decode(InputStream body, List<String> codings) throws IOException, FetchFailure {
        if (codings.isEmpty()) return body;
        PushbackInputStream pushback = new PushbackInputStream(body);
        int first = pushback.read();
        if (first < 0) return body;
        pushback.unread(first);
        InputStream decoded = pushback;
        for (String coding : codings.reversed()) decoded = decode(decoded, coding);
        return decoded;
    }

    private static InputStream decode(InputStream body, String coding) throws IOException, FetchFailure {
        return switch (coding.toLowerCase(Locale.ROOT)) {
            case "identity" -> body;
            case "gzip", "x-gzip" -> new GZIPInputStream(body, BUFFER_BYTES);
            case "deflate" -> inflate(body);
            case "br" -> {
                NativeCodings.load();
                yield new BrotliInputStream(body);
            }
            case "zstd" -> new ZstdInputStream(body).setLongMax(MAX_ZSTD_WINDOW_LOG);
            default -> throw new FetchFailure(new FetchError.Decode(coding, "it is not known"));
        };
    }

    /** A zlib stream by the standard, a raw one as some servers send it; its first two bytes tell. */
    private static InputStream inflate(InputStream body) throws IOException {
        PushbackInputStream pushback = new PushbackInputStream(body, 2);
        byte[] header = pushback.readNBytes(2);
        pushback.unread(header);
        // RFC 1950 section 2.2: method 8, and a check that makes the two bytes a multiple of 31.
        boolean zlib = header.length == 2
                && (header[0] & 0x0f) == 8
                && (((header[0] & 0xff) << 8) | (header[1] & 0xff)) % 31 == 0;
        Inflater inflater = new Inflater(!zlib);
        return new InflaterInputStream(pushback, inflater, BUFFER_BYTES) {
            @Override
            public void close() throws IOException {
                inflater.end(); // which it does for one of its own only
                super.close();
            }
        };
    }
}
