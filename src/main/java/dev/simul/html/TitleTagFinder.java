package dev.simul.html;

/**
 * Looks for anything that could be the start tag of a title. Where there is none behind the head, no tree need be built
 * to know that there is no title.
 */
final class TitleTagFinder {
    private static final String TAG = "<title";

    private int matched;
    private boolean isFound;

    boolean isFound() {
        return isFound;
    }

    void feed(char[] chars, int from, int to) {
        for (int i = from; i < to && !isFound; i++) {
            char c = chars[i];
            if (matched == TAG.length() && (Ascii.isWhitespace(c) || c == '/' || c == '>')) isFound = true;
            else if (matched < TAG.length() && Ascii.toLower(c) == TAG.charAt(matched)) matched++;
            else matched = c == '<' ? 1 : 0;
        }
    }
}
