package dev.simul.robots;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** A robots.txt as it comes in; one thread at a time. */
public final class RobotsText {
    /** How much of a file counts, in bytes: what section 2.5 wants at least. */
    public static final int MAX_BYTES = 500 * 1024;

    private static final int FIRST_BYTES = 2 * 1024;

    private byte[] bytes = new byte[0];
    private int length;
    private boolean wasCut;

    /** Takes the next piece, as far as it counts. */
    public void append(byte[] piece, int offset, int count) {
        int taken = Math.min(count, MAX_BYTES - length);
        if (taken < count) wasCut = true;
        if (length + taken > bytes.length) {
            int wanted = Math.max(Math.max(length + taken, 2 * length), FIRST_BYTES);
            bytes = Arrays.copyOf(bytes, Math.min(wanted, MAX_BYTES));
        }
        System.arraycopy(piece, offset, bytes, length, taken);
        length += taken;
    }

    /** Whether nothing that may come counts any more. */
    public boolean isFull() {
        return wasCut;
    }

    /** How much there is of it, in bytes: what {@link #rulesFor} takes time by. */
    public int length() {
        return length;
    }

    /** Reads it. Once all has come; any bytes are a robots.txt, most of them one without rules. */
    public RobotsRules rulesFor(ProductToken robot) {
        // The library's own limit forbids everything beyond it; ours is kept where the delay is used.
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser(Long.MAX_VALUE, 0);
        SimpleRobotRules read = parser.parseContent(
                "http://site.invalid/robots.txt", text().getBytes(StandardCharsets.UTF_8), null, Set.of(robot.name()));
        return RobotsRules.of(read);
    }

    private String text() {
        Charset encoding = StandardCharsets.UTF_8;
        int start = 0;
        if (startsWith(0xEF, 0xBB, 0xBF)) {
            start = 3;
        } else if (startsWith(0xFF, 0xFE)) {
            start = 2;
            encoding = StandardCharsets.UTF_16LE;
        } else if (startsWith(0xFE, 0xFF)) {
            start = 2;
            encoding = StandardCharsets.UTF_16BE;
        }
        String text = new String(bytes, start, length - start, encoding);
        if (wasCut) text = text.substring(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
        return text.replace("<", "%3C");
    }

    private boolean startsWith(int... mark) {
        if (length < mark.length) return false;
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) return false;
        }
        return true;
    }
}
