package dev.simul.demo;

import java.util.Locale;

/** What a lesson has to say: paragraphs, pictures and tables below one another, no wider than a terminal. */
final class Screen {
    static final int COLUMNS = 80;

    private final StringBuilder text = new StringBuilder();

    /** Adds running text, broken into lines where it gets too long; {@code %s} and the like stand for figures. */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
    Screen paragraph(String format, Object... arguments) {
        separate();
        wrap("", String.format(Locale.ROOT, format, arguments));
        return this;
    }

    /** Adds what came of something below a line that says of what. */
    Screen result(String caption, String result) {
        lines(caption + "\n");
        wrap("   ", result);
        return this;
    }

    private void wrap(String indent, String running) {
        int column = 0;
        for (String word : running.split(" ", -1)) {
            boolean fits = column > 0 && column + 1 + word.length() <= COLUMNS;
            if (column > 0 && !fits) text.append('\n');
            String before = fits ? " " : indent;
            text.append(before).append(word);
            column = (fits ? column : 0) + before.length() + word.length();
        }
        text.append('\n');
    }

    /** Adds lines as they are. */
    Screen lines(String lines) {
        separate();
        text.append(lines);
        return this;
    }

    /** Adds a picture below a line that says of what. */
    Screen picture(String caption, String picture) {
        return lines(caption + "\n\n" + picture);
    }

    private void separate() {
        if (!text.isEmpty()) text.append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
