package dev.simul.serve;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Reads the bytes of one answer in HTTP/1.1, for whom it is to be said in another way. Interim responses come as heads too;
 * what follows the response is ignored. Loop only.
 */
final class Gateway {
    /** Who hears of the response: of its heads, its body and its end, or that it is none. */
    interface Downstream {
        void head(HttpResponse response);

        /** Takes over {@code bytes}. */
        void body(ByteBuf bytes);

        void whole();

        void nonsense();
    }

    private static final int MAX_HEAD_BYTES = PortSniffer.MAX_HEAD_BYTES;

    private final Downstream downstream;
    private final EmbeddedChannel decoder = new EmbeddedChannel(new HttpResponseDecoder(
            new HttpDecoderConfig().setMaxInitialLineLength(MAX_HEAD_BYTES).setMaxHeaderSize(MAX_HEAD_BYTES)));
    private boolean interim; // of the response that is being read
    private boolean over; // nothing more is of interest

    Gateway(Downstream downstream) {
        this.downstream = downstream;
    }

    /** Takes over {@code bytes}. */
    void accept(ByteBuf bytes) {
        if (over) {
            bytes.release();
            return;
        }
        decoder.writeInbound(bytes);
        drain();
    }

    /** The connection of HTTP/1.1 ends here: where no length was told, so does the body. */
    void end() {
        decoder.finish();
        drain();
    }

    void close() {
        over = true;
        decoder.finishAndReleaseAll();
    }

    private void drain() {
        for (Object next = decoder.readInbound(); next != null; next = decoder.readInbound()) {
            if (over || !(next instanceof HttpObject message)) {
                ReferenceCountUtil.release(next);
            } else {
                onMessage(message);
            }
        }
    }

    private void onMessage(HttpObject message) {
        if (message.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            over = true;
            downstream.nonsense();
            return;
        }
        if (message instanceof HttpResponse head) onHead(head);
        if (message instanceof HttpContent content) onContent(content);
    }

    private void onHead(HttpResponse head) {
        if (head.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            over = true;
            downstream.nonsense();
            return;
        }
        interim = head.status().code() < 200;
        downstream.head(head);
    }

    private void onContent(HttpContent content) {
        if (interim || !content.content().isReadable()) {
            content.release();
        } else {
            downstream.body(content.content());
        }
        if (interim || !(content instanceof LastHttpContent)) return;
        over = true;
        downstream.whole();
    }
}
