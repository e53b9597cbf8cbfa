package dev.simul.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * Recognises EPIPE. Java has the system's words for it only, and those are in the user's language: so a pipe of our own is
 * broken, once, to learn them.
 */
public final class BrokenPipe {
    private static final String IN_ENGLISH = "Broken pipe";

    private BrokenPipe() {}

    /** Whether {@code failure} says that whoever reads what we write has gone. Any thread. */
    public static boolean caused(IOException failure) {
        String message = failure.getMessage();
        return message != null && (message.equals(IN_ENGLISH) || message.equals(Words.OF_THIS_SYSTEM));
    }

    /** Loaded when first asked for. */
    private static final class Words {
        static final @Nullable String OF_THIS_SYSTEM = learn();

        private static @Nullable String learn() {
            try {
                Pipe pipe = Pipe.open();
                try (Pipe.SinkChannel sink = pipe.sink()) {
                    pipe.source().close();
                    sink.write(ByteBuffer.wrap(new byte[1]));
                    return null;
                } catch (IOException e) {
                    return e.getMessage();
                }
            } catch (IOException e) {
                return null; // no descriptors left, for example: then the English words must do
            }
        }
    }
}
