package dev.simul.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The timelines of all runs, in files, until it is known which of them is nearest to the median. */
final class KeptTimelines {
    /** More than rows only where the runs do not have the same lines, and have been thinned differently. */
    private static final int MAX_NAMES = 4 * TimelineRecorder.MAX_ROWS;

    private final Workspace workspace;
    private final List<List<Path>> filesByModel = new ArrayList<>();

    KeptTimelines(Workspace workspace, int models) {
        this.workspace = workspace;
        for (int i = 0; i < models; i++) filesByModel.add(new ArrayList<>());
    }

    /** Takes that of a run out of its directory. */
    void keep(int model, Path file) throws IOException {
        List<Path> files = filesByModel.get(model);
        files.add(Files.move(file, workspace.resolve("timeline-" + model + "-" + files.size())));
    }

    /**
     * Reads those that are shown.
     *
     * @param models in the order of the report
     * @param records of any of the runs
     */
    RunTimelines read(List<ModelFigures> models, Path records) throws IOException {
        List<RunTimelines.OfModel> timelines = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            int run = nearestToMedian(models.get(i).wall());
            timelines.add(new RunTimelines.OfModel(
                    run + 1, Timeline.read(filesByModel.get(i).get(run))));
        }
        // Where the runs are not equal they may have been thinned differently: strides are powers of two.
        long stride = timelines.stream()
                .mapToLong(each -> each.timeline().stride())
                .min()
                .orElse(1);
        return new RunTimelines(timelines, stride, names(records, stride));
    }

    static int nearestToMedian(Spread wall) {
        int nearest = 0;
        for (int i = 1; i < wall.rounds().size(); i++) {
            double distance = Math.abs(wall.rounds().get(i) - wall.median());
            if (distance < Math.abs(wall.rounds().get(nearest) - wall.median())) nearest = i;
        }
        return nearest;
    }

    private static List<String> names(Path records, long stride) throws IOException {
        String[] names = new String[1024];
        int count = 0;
        try (BufferedReader reader = Files.newBufferedReader(records)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                long sequence = ComparedRecord.sequenceOf(line);
                if (sequence % stride != 0 || sequence / stride >= MAX_NAMES) continue;
                int row = (int) (sequence / stride);
                if (row >= names.length) names = Arrays.copyOf(names, Math.max(row + 1, 2 * row));
                names[row] = ShownName.of(ComparedRecord.parse(line).values().getFirst());
                count = Math.max(count, row + 1);
            }
        }
        List<String> known = new ArrayList<>(Collections.nCopies(count, ""));
        for (int i = 0; i < count; i++) {
            String name = names[i];
            if (name != null) known.set(i, name);
        }
        return known;
    }
}
