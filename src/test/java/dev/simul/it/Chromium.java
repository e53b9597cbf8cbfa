package dev.simul.it;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real browser without a window, spoken with by the DevTools protocol. */
final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final String ADDRESS_FOLLOWS = "DevTools listening on ";

    private final Running process;
    private final DevTools devTools;

    private Chromium(Running process, DevTools devTools) {
        this.process = process;
        this.devTools = devTools;
    }

    /**
     * Starts it with a profile that is empty. Without a browser the test is skipped, but never in continuous integration.
     *
     * @param folder where the profile may be
     */
    static Chromium start(Path folder) throws Exception {
        List<String> command = new ArrayList<>(List.of(executable()));
        command.addAll(List.of(
                "--headless",
                "--no-sandbox", // root has none; and what is loaded is our own
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder.resolve("profile")));
        Running process = Simul.start(folder, command, Map.of());
        try {
            URI address = URI.create(process.awaitComplaintAfter(ADDRESS_FOLLOWS));
            return new Chromium(process, DevTools.connect(address));
        } catch (Exception | AssertionError e) {
            process.close();
            throw e;
        }
    }

    private static String executable() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseGet(Chromium::none);
    }

    private static String none() {
        String message = "there is no Chromium: scripts/test installs it, or apt-get install chromium";
        return "true".equals(System.getenv("CI")) ? fail(message) : abort(message);
    }

    /** Opens an empty page. */
    BrowserPage newPage() throws Exception {
        return BrowserPage.open(devTools);
    }

    @Override
    public void close() throws IOException {
        devTools.close();
        process.close();
    }
}
