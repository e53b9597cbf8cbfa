package dev.simul.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The page of {@code compare --report} in a real browser. */
class ReportPageIT {
    private static final String HOSTILE =
            "http://a.test/</script><script>alert(1)</script><img src=x onerror=alert(2)>";
    private static final int FEW = 23;
    private static final int MANY = 5000;

    /** All timelines are drawn, those as well that one has to scroll to. */
    private static final String DRAWN = """
            (() => {
              const next = [...document.querySelectorAll('canvas')].find(each => !each.dataset.drawn);
              if (next) next.scrollIntoView();
              return !next && document.querySelector('canvas');
            })()""";

    @TempDir
    static Path folder;

    private static Chromium chromium;
    private static List<JsonNode> models;

    private BrowserPage page;

    @BeforeAll
    static void compare() throws Exception {
        chromium = Chromium.start(folder);
        Files.writeString(
                folder.resolve("few.txt"),
                HOSTILE + "\nnot a url \u202e\u2028\n"
                        + list("https://www.imdb.com/title/tt%07d/fullcredits", FEW - 3)
                        + "http://user:secret@a.test/title/tt0000001/fullcredits\n");
        Files.writeString(folder.resolve("many.txt"), list("http://host%d.test/page", MANY));
        models = run("--mock imdb --models threads,virtual,processes,loop --threads 8 --rounds 2 few.txt few.html")
                .outLines()
                .stream()
                .map(line -> Line.read(line).json())
                .toList();
        run("--mock pages --models loop --rounds 1 many.txt many.html");
    }

    private static Finished run(String commandLine) throws Exception {
        List<String> words = new ArrayList<>(List.of("compare", "--format", "jsonl", "-q", "-H", "X-Key: secret"));
        words.addAll(List.of(commandLine.split(" ", -1)));
        words.add(words.size() - 1, "--report");
        Finished finished = Simul.in(folder).run(words.toArray(String[]::new));
        assertThat(finished.status()).as(finished.err()).isZero();
        return finished;
    }

    private static String list(String form, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(Locale.ROOT, form, i) + "\n")
                .collect(Collectors.joining());
    }

    @AfterAll
    static void closeBrowser() throws Exception {
        if (chromium != null) chromium.close();
    }

    @BeforeEach
    void openPage() throws Exception {
        page = chromium.newPage();
    }

    private void load(String name) throws Exception {
        page.load(folder.resolve(name));
        page.await(DRAWN);
    }

    private JsonNode model(String name) {
        return models.stream()
                .filter(each -> each.get("model").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** For people to look at. */
    private void keep(String name) throws Exception {
        page.screenshot(Files.createDirectories(Simul.basedir().resolve("target/report-page"))
                .resolve(name + ".png"));
    }

    @Test
    void page_asks_for_nothing_and_complains_of_nothing() throws Exception {
        load("few.html");

        assertThat(page.complaints()).isEmpty();
        assertThat(page.requests())
                .filteredOn(url -> !url.startsWith("data:"))
                .containsExactly(folder.resolve("few.html").toUri().toString());
        assertThat(page.evaluate("document.scripts.length").asInt()).isEqualTo(2);
    }

    @Test
    void page_shows_the_figures_of_the_run() throws Exception {
        load("few.html");

        assertThat(page.text("h1")).isEqualTo("23 URLs, 4 models, 2 rounds");
        assertThat(page.text("#verdict")).contains("records: equal (23 URLs × 4 models × 2 rounds)");
        assertThat(page.texts("tbody th")).contains("threads 8", "virtual", "processes 2", "loop");
        List<String> cells = page.texts("td");
        for (JsonNode model : models) {
            double median = model.get("wall_s").get("median").asDouble();
            assertThat(cells).containsAnyElementsOf(shown("%.3f s", median));
            assertThat(cells)
                    .containsAnyElementsOf(
                            shown("%.2f s", model.get("cpu_s").get("median").asDouble()));
            assertThat(page.texts(".bar-value strong")).containsAnyElementsOf(shown("%.3f s", median));
        }
        JsonNode interval = model("loop").get("wall_s").get("interval_95");
        assertThat(cells).anySatisfy(cell -> {
            String[] ends = cell.split(" – ", 2);
            assertThat(ends).hasSize(2);
            assertThat(shown("%.3f", interval.get(0).asDouble())).contains(ends[0]);
            assertThat(shown("%.3f", interval.get(1).asDouble())).contains(ends[1]);
        });
        assertThat(page.texts("figure h3")).containsExactly("threads 8", "virtual", "processes 2", "loop");
        assertThat(page.texts("figcaption"))
                .allSatisfy(caption ->
                        assertThat(caption).startsWith("23 requests in ").contains("The waits add up to "));
        assertThat(page.texts("figcaption").getLast()).contains("The loop was busy for ");
        assertThat(page.texts(".overlap strong")).allMatch(overlap -> overlap.matches("[0-9]+\\.[0-9]×"));
    }

    /** How the page may show a figure of which the JSON has six digits: rounded twice, it may be the next one. */
    private static List<String> shown(String format, double sixDigits) {
        return List.of(
                String.format(Locale.ROOT, format, sixDigits - 5e-7),
                String.format(Locale.ROOT, format, sixDigits + 5e-7));
    }

    @Test
    void what_is_secret_is_not_told() throws Exception {
        load("few.html");

        assertThat(page.text("dl")).contains("--header X-Key: …");
        assertThat(Files.readString(folder.resolve("few.html"))).doesNotContain("secret");
    }

    @Test
    void pointing_at_a_row_tells_its_url_and_phases_whatever_they_are() throws Exception {
        page.screen(1200, 900, 1, false);
        load("few.html");
        page.evaluate("document.querySelector('.canvas').scrollIntoView()");

        String told = "";
        for (int row = 0; row < FEW && !told.contains("alert"); row++) {
            JsonNode at = page.evaluate("(() => { const box = document.querySelector('canvas').getBoundingClientRect();"
                    + " return [box.left + 2, box.top + (" + row + " + 0.5) * 161 / 23]; })()");
            page.pointAt(at.get(0).asDouble(), at.get(1).asDouble());
            told = page.text(".tip");
        }

        assertThat(told).contains(HOSTILE, "from ", " long");
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void keys_tell_the_rows_one_after_the_other() throws Exception {
        load("few.html");

        page.evaluate("document.querySelector('canvas').focus()");
        page.evaluate("document.querySelector('canvas').dispatchEvent("
                + "new KeyboardEvent('keydown', {key: 'ArrowDown', cancelable: true}))");

        String first = page.text(".tip");
        page.evaluate("document.querySelector('canvas').dispatchEvent("
                + "new KeyboardEvent('keydown', {key: 'ArrowDown', cancelable: true}))");

        assertThat(first).contains("from ", " long");
        assertThat(page.text(".tip")).contains("from ", " long").isNotEqualTo(first);
    }

    @Test
    void on_a_telephone_nothing_is_wider_than_the_screen() throws Exception {
        page.screen(390, 844, 3, true);
        load("few.html");

        assertThat(page.evaluate("document.documentElement.scrollWidth").asInt())
                .isEqualTo(390);
        assertThat(page.evaluate("document.querySelector('canvas').clientWidth").asInt())
                .isBetween(300, 390);
        keep("telephone");
    }

    @Test
    void colours_follow_the_system_and_so_do_the_drawings() throws Exception {
        load("few.html");
        String background = "getComputedStyle(document.body).backgroundColor";
        String colours = """
                (() => {
                  const canvas = document.querySelector('canvas');
                  const copy = Object.assign(document.createElement('canvas'), {width: canvas.width, height: canvas.height});
                  const pen = copy.getContext('2d', {willReadFrequently: true}); // else the browser complains
                  pen.drawImage(canvas, 0, 0);
                  const pixels = pen.getImageData(0, 0, canvas.width, canvas.height).data;
                  return new Set(new Uint32Array(pixels.buffer)).has(%s);
                })()""";

        assertThat(page.evaluate(background).asString()).isEqualTo("rgb(255, 255, 255)");
        page.evaluate("scrollTo(0, 0); document.querySelector('canvas').scrollIntoView()");
        page.await(colours.formatted("0xffd89b5b")); // #5b9bd8, the other way round
        page.prefersDark(true);
        page.await(colours.formatted("0xffbf7f3f"));
        assertThat(page.evaluate(background).asString()).isEqualTo("rgb(18, 20, 23)");
        keep("dark");
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void thousands_of_rows_are_drawn_merged_and_one_by_one_where_one_looks_closer() throws Exception {
        load("many.html");

        assertThat(page.text("figcaption")).startsWith("5,000 requests in ");
        assertThat(page.evaluate("document.querySelector('canvas').dataset.drawn")
                        .asString())
                .isEqualTo("0-5000");
        page.evaluate("for (let i = 0; i < 9; i++) document.querySelector('[aria-label=\"Zoom in\"]').click()");
        page.await("document.querySelector('canvas').dataset.drawn !== '0-5000'");
        String[] rows = page.evaluate("document.querySelector('canvas').dataset.drawn")
                .asString()
                .split("-", 2);
        assertThat(Integer.parseInt(rows[1]) - Integer.parseInt(rows[0])).isBetween(9, 12);
        page.evaluate("document.querySelector('[aria-label=\"Show all\"]').click()");
        page.await("document.querySelector('canvas').dataset.drawn === '0-5000'");
        assertThat(page.complaints()).isEmpty();
    }
}
