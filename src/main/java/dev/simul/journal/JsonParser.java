package dev.simul.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON Lines as {@link dev.simul.sink.Form#JSONL} writes them: of the values it takes any, of what stands between them nothing else. */
final class JsonParser extends RecordParser {
    private static final byte[] NULL_AFTER_N = "ull".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BEFORE_URL = "{\"url\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BEFORE_LINE = ",\"line\":".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern ERROR = Pattern.compile("\\{\"kind\":\"([a-z_]+)\"");
    private static final byte[] BEFORE_FROM = (",\"" + FROM + "\":").getBytes(StandardCharsets.US_ASCII);
    private static final int REPLACEMENT = 0xFFFD;

    /** What stands around the values; null where any keys may follow. */
    private final @Nullable List<byte[]> frame;

    JsonParser(RecordBytes in, @Nullable List<byte[]> frame) {
        super(in);
        this.frame = frame;
    }

    @Override
    void begin() {}

    @Override
    boolean next() throws IOException, NotARecord {
        if (in.peek() == RecordBytes.END) return false;
        clear();
        expect(BEFORE_URL);
        expect('"');
        urlString();
        expect(BEFORE_LINE);
        number();
        if (frame == null) {
            anyKeys();
            return true;
        }
        for (byte[] each : frame.subList(2, frame.size() - 1)) {
            expect(each);
            value(Arrays.equals(each, BEFORE_FROM));
        }
        expect(frame.getLast());
        return true;
    }

    private void number() throws IOException, NotARecord {
        int first = take();
        if (first == 'n') {
            expect(NULL_AFTER_N);
            return;
        }
        addToLine(first);
        while (in.peek() >= '0' && in.peek() <= '9') addToLine(in.next());
    }

    private void anyKeys() throws IOException, NotARecord {
        int b = take();
        while (b == ',') {
            expect('"');
            keep(true);
            string();
            String key = kept();
            expect(':');
            keep(key.equals("status") || key.equals("error"));
            value(key.equals(FROM));
            if (key.equals("status")) takeStatus();
            if (key.equals("error")) takeErrorKind();
            keep(false);
            b = take();
        }
        if (b != '}') throw NotARecord.foreign();
        expect('\n');
    }

    private void takeStatus() throws NotARecord {
        String value = keptWithLast();
        if (!value.equals("null")) status(value);
    }

    private void takeErrorKind() {
        Matcher error = ERROR.matcher(keptWithLast());
        if (error.lookingAt()) errorKind(error.group(1));
    }

    /**
     * Any value, up to its end.
     *
     * @param isFrom whether it is the one that only records of found URLs have
     */
    private void value(boolean isFrom) throws IOException, NotARecord {
        int depth = 0;
        int b = take();
        if (isFrom && b == '"') isFound();
        while (true) {
            if (b < ' ') throw NotARecord.foreign();
            if (b == '"') string();
            if (b == '{' || b == '[') depth++;
            if (b == '}' || b == ']') depth--;
            if (depth < 0) throw NotARecord.foreign();
            int following = in.peek();
            if (depth == 0 && (following == ',' || following == '}')) return;
            b = take();
        }
    }

    /** The rest of a string that is not looked at. */
    private void string() throws IOException, NotARecord {
        int b = take();
        while (b != '"') {
            if (b < ' ') throw NotARecord.foreign();
            if (b == '\\') take();
            b = take();
        }
    }

    /** The rest of a string, kept as UTF-8. */
    private void urlString() throws IOException, NotARecord {
        int b = take();
        while (b != '"') {
            if (b < ' ') throw NotARecord.foreign();
            if (b == '\\') {
                escape();
            } else {
                addToUrl(b);
            }
            b = take();
        }
    }

    private void escape() throws IOException, NotARecord {
        int b = take();
        switch (b) {
            case '"', '\\', '/' -> addToUrl(b);
            case 'b' -> addToUrl('\b');
            case 't' -> addToUrl('\t');
            case 'n' -> addToUrl('\n');
            case 'f' -> addToUrl('\f');
            case 'r' -> addToUrl('\r');
            case 'u' -> unicode(hex());
            default -> throw NotARecord.foreign();
        }
    }

    /** We escape no pairs, but other programs do that rewrite a file. */
    private void unicode(int unit) throws IOException, NotARecord {
        if (!Character.isHighSurrogate((char) unit) || in.peek() != '\\') {
            codePoint(unit);
            return;
        }
        take();
        if (in.peek() != 'u') {
            codePoint(REPLACEMENT);
            escape();
            return;
        }
        take();
        int second = hex();
        if (Character.isLowSurrogate((char) second)) {
            codePoint(Character.toCodePoint((char) unit, (char) second));
        } else {
            codePoint(REPLACEMENT);
            unicode(second);
        }
    }

    private int hex() throws IOException, NotARecord {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(take(), 16);
            if (digit < 0) throw NotARecord.foreign();
            unit = 16 * unit + digit;
        }
        return unit;
    }

    private void codePoint(int codePoint) throws NotARecord {
        boolean half = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        String text = Character.toString(half ? REPLACEMENT : codePoint);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) addToUrl(b);
    }
}
