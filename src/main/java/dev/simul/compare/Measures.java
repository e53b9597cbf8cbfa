package dev.simul.compare;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What one run of a model took.
 *
 * @param wallNanos from the first line to the last record
 * @param cpuNanos of the whole process, its collector and compiler included
 * @param peakThreads the most platform threads at once, those of the JVM included; virtual ones do not count
 * @param peakHeapBytes the sum of what the pools of the heap held at most
 * @param mostInFlight the most visits at once, as the model itself counts
 * @param records how many there were
 */
record Measures(long wallNanos, long cpuNanos, int peakThreads, long peakHeapBytes, int mostInFlight, long records) {

    void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("wall_nanos", Long.toString(wallNanos));
        properties.setProperty("cpu_nanos", Long.toString(cpuNanos));
        properties.setProperty("peak_threads", Integer.toString(peakThreads));
        properties.setProperty("peak_heap_bytes", Long.toString(peakHeapBytes));
        properties.setProperty("most_in_flight", Integer.toString(mostInFlight));
        properties.setProperty("records", Long.toString(records));
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    /** Reads what {@link #write} has written. */
    static Measures read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new Measures(
                number(properties, "wall_nanos"),
                number(properties, "cpu_nanos"),
                (int) number(properties, "peak_threads"),
                number(properties, "peak_heap_bytes"),
                (int) number(properties, "most_in_flight"),
                number(properties, "records"));
    }

    private static long number(Properties properties, String key) throws IOException {
        try {
            return Long.parseLong(properties.getProperty(key, ""));
        } catch (NumberFormatException e) {
            throw new IOException("the measures of a run lack " + key, e);
        }
    }
}
