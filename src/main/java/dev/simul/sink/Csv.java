package dev.simul.sink;

import dev.simul.result.Answer;
import dev.simul.result.CrawlRecord;
import dev.simul.result.Effort;
import dev.simul.result.Extract;
import dev.simul.result.FetchError;
import dev.simul.result.Page;
import dev.simul.result.Saved;
import dev.simul.result.Selected;
import dev.simul.result.Target;
import dev.simul.result.Trail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Form#CSV}: one row a record. */
final class Csv implements RecordForm {
    private static final String HEADER =
            "url,line,final_url,status,title,content_type,charset,bytes,wire_bytes,protocol,"
                    + "remote,attempts,fetched_at,elapsed_ms,error_kind,error_message";

    private final Extract shape;

    private final Timestamp timestamp = new Timestamp();

    Csv(Extract shape) {
        this.shape = shape;
    }

    @Override
    public void begin(Utf8Buffer out) {
        out.ascii(HEADER);
        for (Selected each : shape.selected()) field("selected." + each.name(), out.put(','));
        if (shape.links() != null) out.ascii(",links");
        if (shape.trail() != null) out.ascii(",depth,from");
        if (shape.saved() != null) out.ascii(",saved");
        out.put('\r').put('\n');
    }

    @Override
    public void append(CrawlRecord record, Utf8Buffer out) {
        Target target = record.target();
        Answer answer = record.answer();
        Page page = record.page();
        Effort effort = record.effort();
        FetchError error = record.error();
        field(target.url(), out).put(',');
        positive(target.line(), out).put(',');
        field(answer.finalUrl(), out).put(',');
        positive(answer.status(), out).put(',');
        field(page.title(), out).put(',');
        field(page.contentType(), out).put(',');
        field(page.charset(), out).put(',');
        out.decimal(page.bytes()).put(',');
        out.decimal(page.wireBytes()).put(',');
        field(answer.protocol(), out).put(',');
        field(answer.remote(), out).put(',');
        out.decimal(effort.attempts()).put(',');
        timestamp.append(effort.fetchedAt(), out);
        Millis.append(Millis.nanos(effort.elapsed()), out.put(','));
        field(error == null ? null : error.kind().id(), out.put(',')).put(',');
        field(error == null ? null : error.message(), out);
        extract(page.extract(), out);
        out.put('\r').put('\n');
    }

    private static void extract(Extract extract, Utf8Buffer out) {
        for (Selected each : extract.selected()) {
            field(each.isList() ? json(each.values()) : each.value(), out.put(','));
        }
        if (extract.links() != null) field(json(extract.links()), out.put(','));
        Trail trail = extract.trail();
        if (trail != null)
            field(trail.from(), out.put(',').decimal(trail.depth()).put(','));
        Saved saved = extract.saved();
        if (saved != null) field(saved.path(), out.put(','));
    }

    private static String json(List<String> values) {
        Utf8Buffer array = new Utf8Buffer(256);
        JsonLines.array(values, array);
        return array.toString();
    }

    private static Utf8Buffer positive(long number, Utf8Buffer out) {
        return number > 0 ? out.decimal(number) : out;
    }

    private static Utf8Buffer field(@Nullable String text, Utf8Buffer out) {
        if (text == null) return out;
        if (!needsQuotes(text)) return out.text(text);
        out.put('"');
        int from = 0;
        for (int quote = text.indexOf('"'); quote >= 0; quote = text.indexOf('"', from)) {
            out.text(text.substring(from, quote)).put('"').put('"');
            from = quote + 1;
        }
        return out.text(text.substring(from)).put('"');
    }

    /** As RFC 4180, section 2 has it; and spaces at the edges, which some readers cut. */
    private static boolean needsQuotes(String text) {
        if (text.isEmpty() || text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ') return true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c < ' ') return true;
        }
        return false;
    }
}
