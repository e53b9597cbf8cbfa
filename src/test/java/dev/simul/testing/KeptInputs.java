package dev.simul.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/**
 * The inputs of a fuzz target that were worth keeping, where Jazzer looks for them: beside the test among the resources, in a folder
 * of its name and {@code Inputs}. An ordinary build reads them without Jazzer, whose agent has no place in it.
 */
public final class KeptInputs {
    private KeptInputs() {}

    /** Each by the name of its file. There is at least one. */
    public static Stream<Named<byte[]>> of(Class<?> target) {
        String name = target.getSimpleName() + "Inputs";
        URL folder = Objects.requireNonNull(target.getResource(name), name);
        try (Stream<Path> files = Files.walk(Path.of(folder.toURI()))) {
            return files.filter(Files::isRegularFile).sorted().map(KeptInputs::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Named<byte[]> read(Path file) {
        try {
            return Named.of(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
