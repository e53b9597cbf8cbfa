package dev.simul.html;

import java.io.IOException;
import java.io.StringReader;

/** Reads markup as long as there is time. */
final class LimitedReader extends StringReader {
    private final ReadLimit limit;

    LimitedReader(String markup, ReadLimit limit) {
        super(markup);
        this.limit = limit;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        limit.checkTime();
        return super.read(buffer, offset, length);
    }
}
