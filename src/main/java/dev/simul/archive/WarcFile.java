package dev.simul.archive;

import dev.simul.result.FetchError;
import dev.simul.result.Timing;
import dev.simul.sink.DiskThread;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.MessageVersion;
import org.netpreserve.jwarc.WarcCompression;
import org.netpreserve.jwarc.WarcDigest;
import org.netpreserve.jwarc.WarcRequest;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcTruncationReason;
import org.netpreserve.jwarc.WarcWriter;
import org.netpreserve.jwarc.Warcinfo;

/**
 * A WARC file (ISO 28500:2017, version 1.1) that is written, each record a gzip member. After a write that failed it ends with the
 * last whole record. Blocks; one thread.
 */
final class WarcFile implements DiskThread.Store {
    private static final String CONFORMS_TO =
            "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/";

    private final FileChannel channel;
    private final boolean isRegular;
    private final WarcWriter writer;
    private final String infoId;
    private long wholeBytes;

    /**
     * Goes on where {@code channel} is, with a record that tells how what follows came about.
     *
     * @param isRegular whether it is a file, that can be cut and forced to a disk, and neither pipe nor device
     * @throws IOException if it cannot be written
     */
    WarcFile(FileChannel channel, boolean isRegular, ArchiveInfo info, Clock clock) throws IOException {
        this.channel = channel;
        this.isRegular = isRegular;
        this.wholeBytes = isRegular ? channel.position() : 0;
        this.writer = new WarcWriter(open(channel), WarcCompression.GZIP);
        UUID id = UUID.randomUUID();
        this.infoId = urn(id);
        Map<String, List<String>> fields = new LinkedHashMap<>();
        fields.put("software", List.of(info.software()));
        fields.put("format", List.of("WARC File Format 1.1"));
        fields.put("conformsTo", List.of(CONFORMS_TO));
        fields.put("robots", List.of(info.obeysRobots() ? "obey" : "ignore"));
        if (info.userAgent() != null) fields.put("http-header-user-agent", List.of(info.userAgent()));
        write(() -> writer.write(new Warcinfo.Builder()
                .version(MessageVersion.WARC_1_1)
                .recordId(id)
                .date(date(clock.instant()))
                .filename(info.fileName())
                .fields(fields)
                .build()));
    }

    /** Hides from jwarc that it is a file: of a pipe it must not ask the position. */
    private static WritableByteChannel open(FileChannel channel) {
        return Channels.newChannel(Channels.newOutputStream(channel));
    }

    /** Writes a response and its request. @throws IOException if it cannot be done; of each, all is there or nothing */
    void write(Exchanged exchanged) throws IOException {
        UUID id = UUID.randomUUID();
        write(() -> writer.write(response(exchanged, id)));
        write(() -> writer.write(request(exchanged, id)));
    }

    private WarcResponse response(Exchanged exchanged, UUID id) {
        byte[] head = HttpBlock.responseHead(exchanged);
        Pieces body = exchanged.body();
        MessageDigest payload = sha1();
        body.digest(payload);
        MessageDigest block = sha1();
        block.update(head);
        body.digest(block);
        WarcResponse.Builder record = new WarcResponse.Builder(exchanged.targetUri())
                .version(MessageVersion.WARC_1_1)
                .recordId(id)
                .date(date(exchanged.at()))
                .addHeader("WARC-Warcinfo-ID", infoId)
                .addHeader("WARC-Protocol", exchanged.head().protocol())
                .blockDigest(new WarcDigest(block))
                .payloadDigest(new WarcDigest(payload))
                .addHeader("Simul-Timing", timing(exchanged.reply().timing()));
        String address = address(exchanged.reply().remote());
        if (address != null) record.addHeader("WARC-IP-Address", address);
        if (!exchanged.isWhole()) record.truncated(why(exchanged.reply().error()));
        return record.body(
                        MediaType.HTTP_RESPONSE,
                        Channels.newChannel(new SequenceInputStream(new ByteArrayInputStream(head), body.stream())),
                        head.length + body.size())
                .build();
    }

    private WarcRequest request(Exchanged exchanged, UUID response) {
        byte[] block = HttpBlock.request(exchanged);
        MessageDigest digest = sha1();
        digest.update(block);
        WarcRequest.Builder record = new WarcRequest.Builder(exchanged.targetUri())
                .version(MessageVersion.WARC_1_1)
                .recordId(UUID.randomUUID())
                .date(date(exchanged.at()))
                .addHeader("WARC-Warcinfo-ID", infoId)
                .addHeader("WARC-Protocol", exchanged.head().protocol())
                .addHeader("WARC-Concurrent-To", urn(response))
                .blockDigest(new WarcDigest(digest));
        String address = address(exchanged.reply().remote());
        if (address != null) record.addHeader("WARC-IP-Address", address);
        return record.body(MediaType.HTTP_REQUEST, block).build();
    }

    private static WarcTruncationReason why(@Nullable FetchError error) {
        return switch (error) {
            case null -> WarcTruncationReason.LENGTH; // nobody wanted the rest
            case FetchError.TooLarge tooLarge -> WarcTruncationReason.LENGTH;
            case FetchError.Timeout timeout -> WarcTruncationReason.TIME;
            case FetchError.Closed closed -> WarcTruncationReason.DISCONNECT;
            default -> WarcTruncationReason.UNSPECIFIED;
        };
    }

    /** A field of our own, in milliseconds, which others pass over. */
    private static String timing(Timing timing) {
        return "server=" + millis(timing.serverNanos()) + ", body=" + millis(timing.bodyNanos());
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f", Math.max(0, nanos) / 1e6);
    }

    /** Without its port; null where there is none. */
    private static @Nullable String address(@Nullable String remote) {
        if (remote == null) return null;
        int colon = remote.lastIndexOf(':');
        String address = colon < 0 ? remote : remote.substring(0, colon);
        boolean isBracketed = address.startsWith("[") && address.endsWith("]");
        return isBracketed ? address.substring(1, address.length() - 1) : address;
    }

    private static Instant date(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }

    private static String urn(UUID id) {
        return "<urn:uuid:" + id + ">";
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void write(Writing record) throws IOException {
        try {
            record.run();
            if (isRegular) wholeBytes = channel.position();
        } catch (IOException | RuntimeException e) {
            cutBack(e);
            throw e;
        }
    }

    private void cutBack(Exception failure) {
        try {
            if (isRegular) channel.truncate(wholeBytes); // of a pipe, what went out cannot be called back
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void force() throws IOException {
        if (isRegular) channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
