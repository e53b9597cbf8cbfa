package dev.simul.http;

import dev.simul.result.FetchError;
import dev.simul.result.FetchFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Status line and header section of a final response.
 *
 * @param protocol {@code http/1.0}, {@code http/1.1} or {@code h2}
 * @param status 200 to 999
 */
public record ResponseHead(String protocol, int status, List<HeaderField> fields) {
    static final String HTTP_1_0 = "http/1.0";
    static final String HTTP_1_1 = "http/1.1";
    static final String HTTP_2 = "h2";

    /** The value of the first field of that name; null if there is none. */
    public @Nullable String first(String name) {
        for (HeaderField field : fields) {
            if (field.isNamed(name)) return field.value();
        }
        return null;
    }

    /** The values of all fields of that name. */
    public List<String> all(String name) {
        List<String> values = List.of();
        for (HeaderField field : fields) {
            if (!field.isNamed(name)) continue;
            if (values.isEmpty()) values = new ArrayList<>(1);
            values.add(field.value());
        }
        return values;
    }

    /** The members of all fields of that name, which are lists (RFC 9110 section 5.6.1); empty members are left out. */
    public List<String> list(String name) {
        List<String> members = List.of();
        for (HeaderField field : fields) {
            if (!field.isNamed(name)) continue;
            if (members.isEmpty()) members = new ArrayList<>(2);
            String value = field.value();
            int from = 0;
            for (int comma = value.indexOf(','); comma >= 0; comma = value.indexOf(',', from)) {
                addMember(value.substring(from, comma), members);
                from = comma + 1;
            }
            addMember(value.substring(from), members);
        }
        return members;
    }

    private static void addMember(String member, List<String> members) {
        String trimmed = HeaderField.trim(member);
        if (!trimmed.isEmpty()) members.add(trimmed);
    }

    /**
     * How long the body is by its Content-Length; empty where something else tells its end, and where there is none.
     *
     * @throws FetchFailure with {@link FetchError.Protocol} or {@link FetchError.Decode} if what the head says of its body is
     *     contradictory or unknown (RFC 9112 section 6.3)
     */
    public OptionalLong bodyLength() throws FetchFailure {
        BodyFraming framing = BodyFraming.of(this);
        return framing.kind() == BodyFraming.Kind.LENGTH ? OptionalLong.of(framing.length()) : OptionalLong.empty();
    }

    boolean listContains(String name, String member) {
        boolean hasLists = false;
        for (HeaderField field : fields) {
            if (!field.isNamed(name)) continue;
            if (field.value().equalsIgnoreCase(member)) return true;
            hasLists |= field.value().indexOf(',') >= 0;
        }
        if (!hasLists) return false;
        for (String each : list(name)) {
            if (each.equalsIgnoreCase(member)) return true;
        }
        return false;
    }
}
