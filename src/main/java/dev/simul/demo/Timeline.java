package dev.simul.demo;

import static dev.simul.task.Step.await;
import static dev.simul.task.Step.done;

import dev.simul.task.Coroutine;
import dev.simul.task.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who did what when, on one clock; drawn as one row each from left to right. */
final class Timeline {
    /** It has the thread. */
    static final char WORKS = '█';
    /** It waits for something that takes its time. */
    static final char WAITS = '─';
    /** It could go on, but for others. */
    static final char IN_LINE = '·';

    static final char FAILED = '✗';
    private static final char NOTHING = ' ';

    private final VirtualTime time;
    private final List<Row> rows = new ArrayList<>();

    Timeline(VirtualTime time) {
        this.time = time;
    }

    /** Adds a row below the others. */
    Row row(String label) {
        Row row = new Row(label);
        rows.add(row);
        return row;
    }

    /**
     * How large it is drawn.
     *
     * @param column how much time a character stands for
     * @param columnsPerTick how many of them there are between two marks of the axis
     */
    record Scale(Duration column, int columnsPerTick) {
        Duration tick() {
            return column.multipliedBy(columnsPerTick);
        }
    }

    /** Draws all there was up to now, and on to the next mark of the axis. */
    String draw(Scale scale) {
        return draw(scale, time.elapsed());
    }

    /** Draws all there was up to {@code end}, and on to the next mark of the axis. */
    String draw(Scale scale, Duration end) {
        int ticks = Math.toIntExact(end.plus(scale.tick()).minusNanos(1).dividedBy(scale.tick()));
        int indent = rows.stream().mapToInt(row -> row.label.length()).max().orElse(0) + 2;
        int columns = ticks * scale.columnsPerTick + 1;
        StringBuilder picture = new StringBuilder();
        for (Row row : rows) {
            String line = row.label + " ".repeat(indent - row.label.length()) + row.cells(scale.column, columns);
            picture.append(line.stripTrailing()).append('\n');
        }
        return picture.append(axis(scale, ticks).indent(indent)).toString();
    }

    private static String axis(Scale scale, int ticks) {
        String unit = "─".repeat(scale.columnsPerTick - 1);
        StringBuilder labels = new StringBuilder();
        for (int tick = 0; tick <= ticks; tick++) {
            labels.append(" ".repeat(tick * scale.columnsPerTick - labels.length()))
                    .append(TimeText.of(scale.tick().multipliedBy(tick)));
        }
        return "└" + (unit + "┴").repeat(ticks - 1) + unit + "┘\n" + labels;
    }

    /** What one of them did. */
    final class Row {
        private final String label;
        /** What it does from then on, by nanoseconds. */
        private final TreeMap<Long, Character> states = new TreeMap<>();
        /** What happened at one moment. */
        private final List<Map.Entry<Long, Character>> points = new ArrayList<>();

        private Row(String label) {
            this.label = label;
        }

        void works() {
            shows(WORKS);
        }

        void waits() {
            shows(WAITS);
        }

        /** Waits that long, and stands in line if it does not go on then. */
        void waits(Duration least) {
            waits();
            states.put(now() + least.toNanos(), IN_LINE);
        }

        void standsInLine() {
            shows(IN_LINE);
        }

        void ends() {
            shows(NOTHING);
        }

        /** Shows {@code state} from now on. */
        void shows(char state) {
            states.tailMap(now(), true).clear();
            states.put(now(), state);
        }

        /** Shows {@code event} at this moment. */
        void point(char event) {
            points.add(Map.entry(now(), event));
        }

        /** Runs {@code body}, and shows it waiting until it ends. */
        <T extends @Nullable Object> Coroutine<T> around(Coroutine<T> body) {
            return () -> {
                waits();
                return await(
                        body,
                        result -> {
                            ends();
                            return done(result);
                        },
                        failure -> {
                            ends();
                            point(FAILED);
                            throw failure;
                        });
            };
        }

        /** How long it was in {@code state}, up to now. */
        Duration total(char state) {
            return Duration.ofNanos(lengths(0, now()).getOrDefault(state, 0L));
        }

        /** The longest time between two points that follow each other. */
        Duration longestGap() {
            long longest = 0;
            for (int i = 1; i < points.size(); i++) {
                longest = Math.max(
                        longest, points.get(i).getKey() - points.get(i - 1).getKey());
            }
            return Duration.ofNanos(longest);
        }

        private long now() {
            return time.elapsed().toNanos();
        }

        private String cells(Duration column, int columns) {
            char[] cells = new char[columns];
            for (int i = 0; i < columns; i++) {
                // What is not yet has no length, however long the picture.
                cells[i] = cell(i * column.toNanos(), Math.min(now(), (i + 1) * column.toNanos()));
            }
            boolean[] taken = new boolean[columns];
            for (Map.Entry<Long, Character> point : points) {
                int i = Math.toIntExact(point.getKey() / column.toNanos());
                while (i < columns && taken[i]) i++; // two at a time stand side by side
                if (i == columns) continue;
                cells[i] = point.getValue();
                taken[i] = true;
            }
            return new String(cells);
        }

        /** What it did for the longest part of that time. */
        private char cell(long fromNanos, long untilNanos) {
            char longest = NOTHING;
            long length = 0;
            for (Map.Entry<Character, Long> each :
                    lengths(fromNanos, untilNanos).entrySet()) {
                if (each.getValue() <= length) continue;
                longest = each.getKey();
                length = each.getValue();
            }
            return longest;
        }

        private SequencedMap<Character, Long> lengths(long fromNanos, long untilNanos) {
            SequencedMap<Character, Long> lengths = new LinkedHashMap<>();
            Map.Entry<Long, Character> state = states.floorEntry(fromNanos);
            if (state == null) state = Map.entry(fromNanos, NOTHING);
            while (state != null && state.getKey() < untilNanos) {
                Map.Entry<Long, Character> next = states.higherEntry(state.getKey());
                long begin = Math.max(fromNanos, state.getKey());
                long end = next == null ? untilNanos : Math.min(untilNanos, next.getKey());
                lengths.merge(state.getValue(), end - begin, Long::sum);
                state = next;
            }
            return lengths;
        }
    }
}
