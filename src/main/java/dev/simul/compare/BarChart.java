package dev.simul.compare;

import java.util.List;
import java.util.Locale;

/**
 * Bars of the wall times with their intervals as whiskers, as SVG whose widths are percentages: it fits every screen without a
 * script, and its texts keep their size. What is far shorter than the longest gets a second chart, since a bar of two pixels
 * has no whiskers.
 */
final class BarChart {
    private static final double ENLARGED_BELOW = 0.2;
    private static final String TOP = "3";
    private static final String HEIGHT = "16";

    private final ComparisonResult result;

    private BarChart(ComparisonResult result) {
        this.result = result;
    }

    static Html of(ComparisonResult result) {
        BarChart chart = new BarChart(result);
        List<ModelFigures> all = result.models();
        Html html = new Html();
        chart.append(all, html);
        double longest = end(all);
        List<ModelFigures> shorter = all.stream()
                .filter(each -> ownEnd(each) < longest * ENLARGED_BELOW)
                .toList();
        if (shorter.size() > 1 && shorter.size() < all.size()) {
            html.text("h3", "The shortest ones, enlarged");
            chart.append(shorter, html);
        }
        return html;
    }

    private void append(List<ModelFigures> models, Html html) {
        double end = Math.max(1e-9, end(models));
        html.open("div", "class", "bars");
        for (ModelFigures model : models) append(model, end, html);
        html.close("div");
    }

    private void append(ModelFigures model, double end, Html html) {
        boolean best = model.equals(result.best()) && result.models().size() > 1;
        Interval interval = model.wall().interval();
        double median = model.wall().median();
        html.open("div", "class", best ? "bar best" : "bar");
        html.text("span", model.model().label(), "class", "bar-label");
        html.open("svg", "class", "bar-track", "height", "22", "aria-hidden", "true", "focusable", "false");
        html.open("rect", "x", "0", "y", TOP, "width", percent(median / end), "height", HEIGHT, "rx", "2");
        html.close("rect");
        if (interval != null) {
            line(interval.low() / end, interval.high() / end, "11", "11", html);
            line(interval.low() / end, interval.low() / end, "5", "17", html);
            line(interval.high() / end, interval.high() / end, "5", "17", html);
        }
        html.close("svg");
        html.open("span", "class", "bar-value")
                .open("strong")
                .text(Amount.seconds(median) + " s")
                .close("strong");
        if (interval != null) html.text("small", Amount.seconds(interval));
        html.close("span").close("div");
    }

    private static void line(double from, double to, String top, String bottom, Html html) {
        html.open("line", "x1", percent(from), "x2", percent(to), "y1", top, "y2", bottom);
        html.close("line");
    }

    private static double end(List<ModelFigures> models) {
        return models.stream().mapToDouble(BarChart::ownEnd).max().orElse(0);
    }

    private static double ownEnd(ModelFigures model) {
        Interval interval = model.wall().interval();
        return Math.max(model.wall().median(), interval == null ? 0 : interval.high());
    }

    /** A whisker at the very end is a pixel wide, and is to be seen. */
    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3f%%", 99.5 * share);
    }
}
