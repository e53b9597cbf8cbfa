package dev.simul.compare;

import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A {@link ComparisonResult} as one page that needs nothing else. All figures and what the timelines come to are text, which is
 * there without a script; the script draws the timelines.
 */
final class HtmlReport {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm z", Locale.ENGLISH);
    private static final double MEBIBYTE = 1024.0 * 1024;

    private final ComparisonResult result;
    private final RunTimelines timelines;
    private final ReportAbout about;
    private final Html body = new Html();

    private HtmlReport(ComparisonResult result, RunTimelines timelines, ReportAbout about) {
        this.result = result;
        this.timelines = timelines;
        this.about = about;
    }

    static String of(ComparisonResult result, RunTimelines timelines, ReportAbout about) throws IOException {
        HtmlReport report = new HtmlReport(result, timelines, about);
        report.appendHead();
        report.appendBars();
        report.appendTables();
        report.appendTimelines();
        report.appendReading();
        report.appendAbout();
        return PageTemplate.filled(
                Html.escaped(report.headline() + " · simul compare"),
                report.body.toString(),
                PageData.of(result.models(), timelines));
    }

    private String headline() {
        String what = result.work() == null ? "URL" : "job";
        return Amount.counted(result.urls(), what) + ", "
                + Amount.counted(result.models().size(), "model") + ", "
                + Amount.counted(result.rounds(), "round");
    }

    private void appendHead() {
        body.open("header");
        body.text("p", "simul compare", "class", "eyebrow");
        body.text("h1", headline());
        body.text(
                "p",
                ShownName.of(about.what()) + " · " + date() + " · " + cores() + ", JDK " + Runtime.version(),
                "class",
                "meta");
        String verdict = Verdict.of(result).strip();
        if (result.recordsAreEqual()) {
            body.text("p", verdict, "class", "verdict equal", "id", "verdict");
            body.text("p", RuleOfThumb.of(result), "class", "lead");
        } else {
            body.text("pre", verdict, "class", "verdict void", "id", "verdict", "tabindex", "0");
        }
        body.close("header");
    }

    // ---- the figures

    private void appendBars() {
        body.open("section", "aria-labelledby", "wall");
        body.text("h2", "Wall time", "id", "wall");
        body.text(
                "p",
                result.rounds() > 1
                        ? "Median of " + Amount.counted(result.rounds(), "round")
                                + "; the whiskers are the 95 % interval of the median. Shorter is better."
                        : "A single round, so there are no intervals. Shorter is better.",
                "class",
                "note");
        body.markup(BarChart.of(result));
        body.close("section");
    }

    private void appendTables() {
        body.open("section", "aria-labelledby", "figures");
        body.text("h2", "All figures", "id", "figures");
        append("How fast", TextReport.speed(result));
        append("At what price", TextReport.price(result));
        if (result.models().stream().anyMatch(each -> each.loop() != null)) append("How the loop fared", loops());
        List<String> notes = TextReport.notes(result);
        if (!notes.isEmpty()) {
            body.open("ul", "class", "notes");
            for (String note : notes) body.text("li", note);
            body.close("ul");
        }
        body.close("section");
    }

    private TextTable loops() {
        TextTable table = new TextTable(List.of("model", "busy", "lag p50", "lag p99", "lag max"));
        for (ModelFigures model : result.models()) {
            LoopFigures loop = model.loop();
            if (loop == null) continue;
            table.add(List.of(
                    model.model().label(),
                    Amount.percent(loop.busyShare()),
                    Amount.time(loop.lagMedian()),
                    Amount.time(loop.lagP99()),
                    Amount.time(loop.lagMax())));
        }
        return table;
    }

    /** In a frame that scrolls by itself, so that the page does not. */
    private void append(String caption, TextTable table) {
        body.open("div", "class", "table", "tabindex", "0", "role", "region", "aria-label", caption);
        body.open("table").text("caption", caption);
        List<List<String>> rows = table.rows();
        body.open("thead").open("tr");
        for (String heading : rows.getFirst()) body.text("th", heading, "scope", "col");
        body.close("tr").close("thead").open("tbody");
        for (List<String> row : rows.subList(1, rows.size())) {
            body.open("tr");
            body.text("th", row.getFirst(), "scope", "row");
            for (String cell : row.subList(1, row.size())) body.text("td", cell);
            body.close("tr");
        }
        body.close("tbody").close("table").close("div");
    }

    // ---- the timelines

    private void appendTimelines() {
        String each = result.work() == null ? "request" : "job";
        body.open("section", "aria-labelledby", "overlap");
        body.text("h2", "How the waits overlap", "id", "overlap");
        body.text(
                "p",
                "One row a " + each
                        + ", in the order in which they began. The overlap is the sum of the waits, each from"
                        + " its start to its end without the queue, over the wall time: so many there were at the same time.",
                "class",
                "note");
        body.open("div", "class", "controls");
        appendLegend();
        if (result.models().size() > 1) {
            body.open("label", "class", "switch");
            body.open("input", "type", "checkbox", "id", "same-scale");
            body.text("span", "the same time scale for all").close("label");
        }
        body.close("div");
        for (int i = 0; i < result.models().size(); i++) appendTimeline(i, each);
        body.open("noscript").text("p", "The timelines are drawn by a script, which is switched off here.");
        body.close("noscript");
        body.close("section");
    }

    private void appendLegend() {
        body.open("ul", "class", "legend", "aria-label", "Colours");
        List<Long> sums = sums();
        for (int phase = 0; phase < sums.size(); phase++) {
            if (sums.get(phase) > 0) legend(Timeline.PHASES.get(phase));
        }
        if (result.work() == null) legend("other");
        if (timelines.models().stream().anyMatch(each -> each.timeline().moments() > 0)) legend("loop");
        body.close("ul");
    }

    private void legend(String name) {
        body.open("li")
                .open("i", "class", "swatch " + name, "aria-hidden", "true")
                .close("i");
        body.text(
                switch (name) {
                    case "other" -> "other: our own work, earlier attempts, redirects";
                    case "loop" -> "the loop is busy";
                    default -> name;
                });
        body.close("li");
    }

    private List<Long> sums() {
        Long[] sums = new Long[Timeline.PHASES.size()];
        Arrays.setAll(
                sums,
                phase -> timelines.models().stream()
                        .mapToLong(each -> each.timeline().totals().phaseNanos().get(phase))
                        .sum());
        return Arrays.asList(sums);
    }

    private void appendTimeline(int index, String each) {
        RunTimelines.OfModel shown = timelines.models().get(index);
        String label = result.models().get(index).model().label();
        String name = "timeline-" + index;
        TimelineTotals totals = shown.timeline().totals();
        body.open("figure", "class", "timeline", "aria-labelledby", name);
        body.open("div", "class", "timeline-head");
        body.text("h3", label, "id", name);
        body.open("p", "class", "overlap").text("overlap ");
        body.text("strong", Amount.factor(totals.overlap())).close("p");
        body.close("div");
        body.text("figcaption", summary(shown, each), "id", name + "-summary");
        body.open("div", "class", "canvas", "data-model", Integer.toString(index));
        body.close("div");
        body.close("figure");
    }

    private String summary(RunTimelines.OfModel shown, String each) {
        Timeline timeline = shown.timeline();
        TimelineTotals totals = timeline.totals();
        StringBuilder text = new StringBuilder();
        text.append(Amount.counted(totals.visits(), each)).append(" in ");
        text.append(seconds(totals.wallNanos()))
                .append(" (round ")
                .append(shown.round())
                .append("). ");
        text.append(result.work() == null ? "The waits add up to " : "The jobs add up to ");
        text.append(seconds(totals.waitNanos())).append(shares(totals)).append('.');
        if (timeline.moments() > 0 && totals.wallNanos() > 0) {
            text.append(" The loop was busy for ")
                    .append(seconds(totals.busyNanos()))
                    .append(" (");
            text.append(Amount.percent((double) totals.busyNanos() / totals.wallNanos()));
            text.append("), ").append(seconds(totals.longestBusyNanos())).append(" at a stretch at most.");
        }
        if (timeline.stride() > 1) {
            text.append(String.format(
                    Locale.ROOT,
                    " Of so many only a sample is drawn: %,d rows, one line of the list in %,d; the sums are of all.",
                    timeline.rows(),
                    timeline.stride()));
        }
        return text.toString();
    }

    /** From the greatest on; what is next to nothing is left out. */
    private static String shares(TimelineTotals totals) {
        double all = totals.waitNanos();
        if (all <= 0) return "";
        record Share(String phase, double share) {}
        List<Share> shares = new ArrayList<>();
        for (int phase = Timeline.DNS; phase < Timeline.PHASES.size(); phase++) {
            shares.add(new Share(Timeline.PHASES.get(phase), totals.phaseNanos().get(phase) / all));
        }
        shares.add(new Share("other", totals.otherNanos() / all));
        List<String> shown = shares.stream()
                .filter(each -> each.share() >= 0.005)
                .sorted((one, other) -> Double.compare(other.share(), one.share()))
                .map(each -> Amount.percent(each.share()) + " " + each.phase())
                .toList();
        return shown.isEmpty() ? "" : ": " + String.join(", ", shown);
    }

    private static String seconds(long nanos) {
        return Amount.time(nanos / 1e9);
    }

    // ---- what is to be known about it

    private void appendReading() {
        body.open("section", "aria-labelledby", "reading");
        body.text("h2", "How to read it", "id", "reading");
        body.open("ul", "class", "notes");
        body.text(
                "li",
                "Each run had a JVM of its own. The timeline of a model is that of the run nearest to the median.");
        body.text(
                "li",
                "A timeline is zoomed by its buttons, by the wheel with Ctrl, or by two fingers, and then dragged."
                        + " Point at a row, or tap it, and it says what it was. With the keyboard: arrows, + and −, 0.");
        if (result.work() == null) {
            body.text(
                    "li",
                    "Phases are those of a request's last attempt. The JDK's blocking client does not tell looking a name up"
                            + " apart from connecting: except in loop, dns is part of connect.");
            body.text(
                    "li",
                    "A request begins when its model takes it up; what waits in the list before that is not drawn.");
        }
        body.text(
                "li",
                "Where rows are thinner than a pixel, its colour is the mean of the rows that it stands for, and the paler the"
                        + " less of it they fill.");
        body.close("ul");
        body.close("section");
    }

    private void appendAbout() {
        body.open("section", "aria-labelledby", "about");
        body.text("h2", "This run", "id", "about");
        body.open("dl");
        fact("Date", date());
        fact("Program", about.program());
        fact("Compared", ShownName.of(about.what()));
        fact("Arguments", about.arguments().stream().map(ShownName::of).collect(Collectors.joining(" ")));
        fact("Processors", cores());
        fact("JVM", System.getProperty("java.vm.name") + " " + Runtime.version());
        fact(
                "System",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"));
        fact("Largest heap", Amount.mebibytes(Math.round(Runtime.getRuntime().maxMemory() / MEBIBYTE) * MEBIBYTE));
        body.close("dl");
        body.close("section");
    }

    private void fact(String name, String value) {
        body.open("div").text("dt", name).text("dd", value).close("div");
    }

    private String date() {
        return DATE.format(about.when().atZone(ZoneId.systemDefault()));
    }

    private static String cores() {
        return Amount.counted(Runtime.getRuntime().availableProcessors(), "core");
    }
}
