package dev.simul.html;

/**
 * Finds the end tag of an element whose content is text: RCDATA, RAWTEXT, and script data with its escaped states
 * (HTML, sections 13.2.5.2 to 13.2.5.4 and 13.2.5.9 to 13.2.5.31).
 */
final class RawText {
    private static final String SCRIPT = "script";
    private static final int NO_MATCH = -1;

    private enum Step {
        TEXT,
        LESS_THAN,
        END_OPEN,
        END_NAME,
        BANG,
        BANG_DASH,
        ESCAPED_NAME,
        DOUBLE_ESCAPED_END
    }

    private final String name;
    private Step step = Step.TEXT;

    /** Script data only: 0, 1 within {@code <!--}, 2 within a {@code <script} inside that. */
    private int escape;

    /** How many dashes came last, 2 for more; counts only while escaped. */
    private int dashes;

    private int matched;

    RawText(String name) {
        this.name = name;
    }

    /** True where no markup has begun, so that a char other than {@code <} and {@code -} changes nothing. */
    boolean isPlain() {
        return step == Step.TEXT && escape == 0;
    }

    /**
     * Takes the next char.
     *
     * @return true where it is the char behind the name of the matching end tag; nothing may follow
     */
    boolean isEnd(char c) {
        switch (step) {
            case TEXT -> text(c);
            case LESS_THAN -> lessThan(c);
            case END_OPEN -> {
                matched = 0;
                if (Ascii.isLetter(c)) endName(c);
                else text(c);
            }
            case END_NAME -> {
                if (matched == name.length() && isNameEnd(c)) return true;
                endName(c);
            }
            case BANG -> {
                if (c == '-') step = Step.BANG_DASH;
                else text(c);
            }
            case BANG_DASH -> {
                if (c == '-') {
                    escape = 1;
                    dashes = 2;
                    step = Step.TEXT;
                } else {
                    text(c);
                }
            }
            case ESCAPED_NAME -> scriptName(c, 2, 1);
            case DOUBLE_ESCAPED_END -> scriptName(c, 1, 2);
        }
        return false;
    }

    private void text(char c) {
        step = Step.TEXT;
        if (c == '<') {
            step = Step.LESS_THAN;
            dashes = 0;
        } else if (c == '-') {
            dashes = Math.min(2, dashes + 1);
        } else {
            if (c == '>' && dashes == 2) escape = 0;
            dashes = 0;
        }
    }

    private void lessThan(char c) {
        if (c == '/') {
            step = escape == 2 ? Step.DOUBLE_ESCAPED_END : Step.END_OPEN;
            matched = 0;
        } else if (c == '!' && escape == 0 && name.equals(SCRIPT)) {
            step = Step.BANG;
        } else if (escape == 1 && Ascii.isLetter(c)) {
            matched = 0;
            scriptName(c, 2, 1);
            if (step == Step.LESS_THAN) step = Step.ESCAPED_NAME;
        } else {
            text(c);
        }
    }

    private void endName(char c) {
        if (matched < name.length() && Ascii.toLower(c) == name.charAt(matched)) {
            matched++;
            step = Step.END_NAME;
        } else {
            text(c);
        }
    }

    /** Collects a name within escaped script data; "script" goes one way, any other name the other. */
    private void scriptName(char c, int escapeIfScript, int escapeElse) {
        if (isNameEnd(c)) {
            escape = matched == SCRIPT.length() ? escapeIfScript : escapeElse;
            dashes = 0;
            step = Step.TEXT;
        } else if (Ascii.isLetter(c)) {
            boolean matches = matched >= 0 && matched < SCRIPT.length() && Ascii.toLower(c) == SCRIPT.charAt(matched);
            matched = matches ? matched + 1 : NO_MATCH;
        } else {
            text(c);
        }
    }

    private static boolean isNameEnd(char c) {
        return Ascii.isWhitespace(c) || c == '/' || c == '>';
    }
}
