package dev.simul.compare;

import java.util.ArrayList;
import java.util.List;

/** Rows of words in columns. The first column is set to the left, the others to the right. */
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(List<String> headings) {
        rows.add(headings);
    }

    void add(List<String> row) {
        rows.add(row);
    }

    void appendTo(StringBuilder text) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(100);
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                String padding = " ".repeat(width(column) - cell.length());
                if (column == 0) {
                    line.append(cell).append(padding);
                } else {
                    line.append("  ").append(padding).append(cell);
                }
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
