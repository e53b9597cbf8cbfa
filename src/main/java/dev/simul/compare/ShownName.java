package dev.simul.compare;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A URL or the name of a job as a page shows it, which may be passed on to anybody. */
final class ShownName {
    private static final int MAX_CHARACTERS = 300;
    private static final Pattern PASSWORD =
            Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*:[/\\\\]*[^/\\\\?#:@]*):[^/\\\\?#]*@");

    private ShownName() {}

    /** At most so long that it can be read; without a password, and without what would turn the text around it. */
    static String of(@Nullable String name) {
        if (name == null) return "";
        String masked = PASSWORD.matcher(name).replaceFirst("$1:…@");
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(masked.length(), MAX_CHARACTERS); i++) {
            char c = masked.charAt(i);
            shown.append(isInvisible(c) ? '\ufffd' : c);
        }
        if (masked.length() > MAX_CHARACTERS) shown.append('…');
        return shown.toString();
    }

    private static boolean isInvisible(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
