package dev.simul.compare;

import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the page's script reads: JSON in which the timelines are base64 of {@link Timeline}'s form, and of each name only what
 * differs from the one before, since the URLs of a list begin alike.
 */
final class PageData {
    private PageData() {}

    static String of(List<ModelFigures> models, RunTimelines timelines) {
        StringBuilder json = new StringBuilder(64 * 1024);
        json.append("{\"phases\":").append(strings(Timeline.PHASES));
        json.append(",\"errors\":");
        json.append(strings(Timeline.ERRORS.stream().map(error -> error.id()).toList()));
        appendNames(timelines.names(), json);
        json.append(",\"models\":[");
        for (int i = 0; i < models.size(); i++) {
            if (i > 0) json.append(',');
            Timeline timeline = timelines.models().get(i).timeline();
            append(models.get(i).model().label(), timeline, timeline.stride() / timelines.stride(), json);
        }
        return json.append("]}").toString();
    }

    private static void append(String label, Timeline timeline, long step, StringBuilder json) {
        json.append("{\"label\":").append(ScriptText.quoted(label));
        json.append(",\"wall\":").append(timeline.totals().wallNanos() / 1000);
        json.append(",\"step\":").append(step);
        json.append(",\"rows\":").append(timeline.rows());
        json.append(",\"data\":\"").append(timeline.rowsInBase64());
        json.append("\",\"moments\":").append(timeline.moments());
        json.append(",\"busy\":\"").append(timeline.momentsInBase64()).append("\"}");
    }

    private static void appendNames(List<String> names, StringBuilder json) {
        Varints shared = new Varints();
        json.append(",\"names\":[");
        String before = "";
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            int same = 0;
            int most = Math.min(before.length(), name.length());
            while (same < most && before.charAt(same) == name.charAt(same)) same++;
            shared.put(same);
            if (i > 0) json.append(',');
            json.append(ScriptText.quoted(name.substring(same)));
            before = name;
        }
        json.append("],\"shared\":\"");
        json.append(Base64.getEncoder().encodeToString(shared.toBytes())).append('"');
    }

    private static String strings(List<String> texts) {
        return texts.stream().map(ScriptText::quoted).collect(Collectors.joining(",", "[", "]"));
    }
}
