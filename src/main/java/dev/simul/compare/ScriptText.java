package dev.simul.compare;

import java.util.Locale;

/**
 * Text as a JSON string inside a script element, where neither the HTML parser nor an encoding may find anything to do: pure
 * ASCII, without the characters of markup. So {@code </script>} and {@code <!--} cannot occur, whatever the text is.
 */
final class ScriptText {
    private ScriptText() {}

    /** With its quotation marks. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= ' ' && c < 0x7f && "\"\\<>&'".indexOf(c) < 0;
            if (plain) {
                json.append(c);
            } else {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return json.append('"').toString();
    }
}
