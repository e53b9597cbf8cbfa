package dev.simul.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds the records of one run against those of another, whatever order either has them in.
 *
 * <p>The first run is what the others are held against. Of its records a hash of 64 bits each is in memory and nothing
 * else; its file must stay until the end, those of the others only for the call.
 */
final class RecordComparison {
    /** How many URLs that differ are looked at more closely. */
    static final int MAX_SHOWN = 20;

    private static final long NONE = 0;
    private static final int NAME = 0;
    private static final String LINE = "line";

    /** What another run has instead of a record of the first one. */
    private record Finding(String run, @Nullable String line, boolean twice) {}

    private final Path first;
    private final String firstRun;
    private final List<String> fields;
    private long[] hashes = new long[1024];
    private long records;
    private final BitSet differing = new BitSet();
    private final Map<Integer, Finding> findings = new LinkedHashMap<>();

    private RecordComparison(Path first, String firstRun, List<String> fields) {
        this.first = first;
        this.firstRun = firstRun;
        this.fields = fields;
    }

    /**
     * Reads the run that all others are held against.
     *
     * @param run its name
     * @param fields the names of the values in a record
     */
    static RecordComparison with(Path file, String run, List<String> fields) throws IOException {
        RecordComparison comparison = new RecordComparison(file, run, fields);
        comparison.readFirst();
        return comparison;
    }

    private void readFirst() throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(first)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int sequence = sequenceOf(line);
                if (sequence >= hashes.length) hashes = Arrays.copyOf(hashes, Math.max(sequence + 1, 2 * sequence));
                if (hashes[sequence] != NONE) find(sequence, new Finding(firstRun, line, true));
                hashes[sequence] = hash(line);
                records++;
            }
        }
    }

    /** Holds the records of another run against those of the first. */
    void compare(Path file, String run) throws IOException {
        BitSet seen = new BitSet();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int sequence = sequenceOf(line);
                boolean twice = seen.get(sequence);
                seen.set(sequence);
                if (twice || hashOf(sequence) != hash(line)) find(sequence, new Finding(run, line, twice));
            }
        }
        for (int sequence = seen.nextClearBit(0);
                sequence < hashes.length;
                sequence = seen.nextClearBit(sequence + 1)) {
            if (hashes[sequence] != NONE) find(sequence, new Finding(run, null, false));
        }
    }

    /** How many records the first run has. */
    long records() {
        return records;
    }

    /** How many URLs have differed in any run so far. */
    long differing() {
        return differing.cardinality();
    }

    /** Reads the first run's file once more for those URLs that are shown. */
    List<Difference> differences() throws IOException {
        if (findings.isEmpty()) return List.of();
        Map<Integer, ComparedRecord> ofFirst = new LinkedHashMap<>();
        try (BufferedReader reader = Files.newBufferedReader(first)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int sequence = sequenceOf(line);
                if (findings.containsKey(sequence)) ofFirst.put(sequence, ComparedRecord.parse(line));
            }
        }
        List<Difference> differences = new ArrayList<>(findings.size());
        findings.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> differences.add(difference(ofFirst.get(entry.getKey()), entry.getValue())));
        return differences;
    }

    private Difference difference(@Nullable ComparedRecord one, Finding finding) {
        ComparedRecord other = finding.line() == null ? null : ComparedRecord.parse(finding.line());
        ComparedRecord known = Objects.requireNonNull(one == null ? other : one, "a finding without a record");
        int line = fields.indexOf(LINE);
        return new Difference(
                String.valueOf(known.values().get(NAME)),
                line < 0 ? null : known.values().get(line),
                firstRun,
                finding.run(),
                differing(one, other, finding.twice()));
    }

    private List<Difference.Field> differing(
            @Nullable ComparedRecord one, @Nullable ComparedRecord other, boolean twice) {
        if (twice) return List.of(new Difference.Field("record", "one", "more than one"));
        if (one == null) return List.of(new Difference.Field("record", "none", "one"));
        if (other == null) return List.of(new Difference.Field("record", "one", "none"));
        List<Difference.Field> differing = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            String oneValue = one.values().get(i);
            String otherValue = other.values().get(i);
            if (!Objects.equals(oneValue, otherValue)) {
                differing.add(new Difference.Field(fields.get(i), oneValue, otherValue));
            }
        }
        return differing;
    }

    private void find(int sequence, Finding finding) {
        differing.set(sequence);
        if (findings.size() < MAX_SHOWN) findings.putIfAbsent(sequence, finding);
    }

    private long hashOf(int sequence) {
        return sequence < hashes.length ? hashes[sequence] : NONE;
    }

    private static int sequenceOf(String line) throws IOException {
        long sequence = ComparedRecord.sequenceOf(line);
        if (sequence >= Integer.MAX_VALUE - 8) throw new IOException("the list is too long to be compared");
        return (int) sequence;
    }

    /** FNV-1a over the characters, never {@link #NONE}. */
    private static long hash(String line) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < line.length(); i++) hash = (hash ^ line.charAt(i)) * 0x100000001b3L;
        return hash == NONE ? 1 : hash;
    }
}
