package dev.simul.source;

import java.io.IOException;
import java.io.InputStream;

/** A stream whose every read does what the test says, and that never has anything ready. */
final class ScriptedInput extends InputStream {
    private final Script script;

    /** What a read does: it may block, throw, or return -1 for the end. */
    interface Script {
        int read() throws IOException;
    }

    ScriptedInput(Script script) {
        this.script = script;
    }

    @Override
    public int read() throws IOException {
        return script.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return script.read();
    }
}
