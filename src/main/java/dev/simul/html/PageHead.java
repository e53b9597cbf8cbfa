package dev.simul.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a response says of what its body is. Immutable, any thread.
 *
 * @param contentTypes the values of all Content-Type fields as they were sent
 * @param contentTypeOptions likewise of X-Content-Type-Options
 */
public record PageHead(List<String> contentTypes, List<String> contentTypeOptions) {
    /** It says nothing. */
    public static final PageHead NOTHING = new PageHead(List.of(), List.of());

    /** The media type (Fetch, "extract a MIME type"), which is the last that is one; null where there is none. */
    @Nullable
    MediaType mediaType() {
        if (contentTypes.size() == 1 && contentTypes.getFirst().indexOf(',') < 0) {
            MediaType only = MediaType.parse(contentTypes.getFirst());
            return only == null || only.essence().equals("*/*") ? null : only;
        }
        MediaType found = null;
        String charset = null;
        for (String value : split(contentTypes)) {
            MediaType type = MediaType.parse(value);
            if (type == null || type.essence().equals("*/*")) continue;
            boolean isAnother = found == null || !found.essence().equals(type.essence());
            if (isAnother || type.charset() != null) charset = type.charset();
            found = new MediaType(type.essence(), charset);
        }
        return found;
    }

    /** Whether the body may be looked at where there is no media type (Fetch, "determine nosniff"). */
    boolean maySniff() {
        List<String> options = split(contentTypeOptions);
        return options.isEmpty() || !options.getFirst().toLowerCase(Locale.ROOT).equals("nosniff");
    }

    /** Values are parted by commas, but not within quotes (Fetch, "get, decode, and split"). */
    private static List<String> split(List<String> fields) {
        List<String> values = new ArrayList<>(1);
        for (String field : fields) {
            int start = 0;
            boolean isQuoted = false;
            for (int i = 0; i < field.length(); i++) {
                char c = field.charAt(i);
                if (c == '"') {
                    isQuoted = !isQuoted;
                } else if (isQuoted && c == '\\') {
                    i++;
                } else if (!isQuoted && c == ',') {
                    values.add(field.substring(start, i).strip());
                    start = i + 1;
                }
            }
            values.add(field.substring(start).strip());
        }
        return values;
    }
}
