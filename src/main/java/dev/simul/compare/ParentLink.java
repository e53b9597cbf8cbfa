package dev.simul.compare;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A child's side of the pipes to its parent. They are read by a thread of its own, whatever the child is doing, so that it
 * hears of the parent's end. Writing and {@link #next} belong to one thread.
 */
final class ParentLink {
    private final OutputStream out;
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();

    private ParentLink(OutputStream out) {
        this.out = out;
    }

    /**
     * Begins to read.
     *
     * @param gone what is done, on the thread that reads, once the parent has gone or speaks another language
     */
    static ParentLink open(InputStream in, OutputStream out, Runnable gone) {
        ParentLink link = new ParentLink(out);
        Thread.ofPlatform().name("simul-parent").daemon().start(() -> {
            link.readAll(new BufferedInputStream(in));
            gone.run();
        });
        return link;
    }

    private void readAll(InputStream in) {
        try {
            for (Frame frame = Frame.read(in); frame != null; frame = Frame.read(in)) frames.add(frame);
        } catch (IOException broken) {
            // the same as its end
        }
    }

    /** Waits for the next thing that the parent has to say. */
    Frame next() throws InterruptedException {
        return frames.take();
    }

    void send(Frame frame) throws IOException {
        frame.write(out);
    }
}
