package dev.simul.sink;

import dev.simul.result.Extract;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a record is written. */
public enum Form {
    /** One line a record for people, safe to show on a terminal; cuts long texts. */
    TEXT,

    /**
     * One JSON object a line, every key present and in the contract's order.
     *
     * <p>Beyond what RFC 8259, section 7 asks for, U+007F to U+009F and U+2028 and U+2029 are escaped: no reader takes them
     * for the end of the line, and none of them reaches a terminal. Half a surrogate pair becomes U+FFFD, because parsers
     * disagree about it and some refuse the whole line.
     */
    JSONL,

    /**
     * RFC 4180: a header line, CRLF, the scalar fields in the contract's order, then {@code error_kind} and
     * {@code error_message}. Redirects and timings are not scalar, and are left out. Null is an empty field, the empty
     * string is {@code ""}. What was asked for besides comes behind, lists as JSON.
     *
     * <p>Fields are written as they are. One that begins with {@code = + - @} is <em>not</em> disarmed for spreadsheets:
     * that changes the data for every other reader (a title {@code -40 °C} among them), and quoting alone does not help.
     * Whoever opens the file in a spreadsheet imports the columns as text.
     */
    CSV;

    private final String id = name().toLowerCase(Locale.ROOT);

    /** The word for it on the command line. */
    public String id() {
        return id;
    }

    /**
     * The form that {@code --format} names.
     *
     * @throws IllegalArgumentException if there is none; the message is one line for the user
     */
    public static Form named(String id) {
        for (Form form : values()) {
            if (form.id.equals(id)) return form;
        }
        String known = Arrays.stream(values()).map(Form::id).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("no such format: " + id + " (there are " + known + ")");
    }

    /**
     * The form that a file's ending asks for, in upper or lower case: {@code .txt}, {@code .csv}, and {@code .jsonl},
     * {@code .ndjson}, {@code .json}. Any other ending, or none, means {@link #JSONL}. What counts is the ending before
     * {@code .gz}.
     */
    public static Form forFile(Path file) {
        Path last = file.getFileName();
        String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".gz")) name = name.substring(0, name.length() - ".gz".length());
        if (name.endsWith(".txt")) return TEXT;
        if (name.endsWith(".csv")) return CSV;
        return JSONL;
    }

    /**
     * What stands around the values of a record, so that it can be read back: before the first, between one and the next, and
     * behind the last. A file in {@link #JSONL} has nothing else.
     *
     * @param shape of the extracts of all records
     */
    public static List<byte[]> jsonFrame(Extract shape) {
        return JsonLines.frame(shape);
    }

    /** What a file in {@link #CSV} begins with, where all extracts have the shape; with its end of line. */
    public static byte[] csvHeader(Extract shape) {
        Utf8Buffer header = new Utf8Buffer(512);
        new Csv(shape).begin(header);
        return header.toBytes();
    }

    /**
     * Begins to write in it.
     *
     * @param shape of the extracts of all records
     */
    RecordForm open(boolean colour, Extract shape) {
        return switch (this) {
            case TEXT -> new TextLines(colour);
            case JSONL -> new JsonLines();
            case CSV -> new Csv(shape);
        };
    }
}
