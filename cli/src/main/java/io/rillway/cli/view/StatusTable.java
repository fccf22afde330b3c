// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import io.rillway.cli.shell.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The resources as a table. */
public final class StatusTable {

    private static final List<String> HEADS = List.of("RESOURCE", "STATUS", "RUNS ON", "NEEDS");

    private StatusTable() {}

    /**
     * A row.
     *
     * @param id the resource
     * @param status how it stands
     * @param host what it runs on, empty for nothing
     * @param needs what it depends on
     */
    public record Row(String id, String status, String host, List<String> needs) {

        private List<String> cells() {
            return List.of(id, status, host.isEmpty() ? "-" : host, needs.isEmpty() ? "-" : String.join(", ", needs));
        }
    }

    /** The lines of the table. */
    public static List<String> lines(List<Row> rows, Screen screen) {
        List<List<String>> table =
                Stream.concat(Stream.of(HEADS), rows.stream().map(Row::cells)).toList();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            lines.add(line(table, i, screen));
        }
        return lines;
    }

    private static String line(List<List<String>> table, int row, Screen screen) {
        StringBuilder line = new StringBuilder();
        List<String> cells = table.get(row);
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            boolean status = row > 0 && column == 1;
            line.append(status ? screen.paint(Words.paint(cell), cell) : cell);
            if (column < cells.size() - 1) {
                line.append(" ".repeat(width(table, column) - cell.length() + 2));
            }
        }
        return line.toString();
    }

    private static int width(List<List<String>> table, int column) {
        return table.stream()
                .mapToInt(cells -> cells.get(column).length())
                .max()
                .orElse(0);
    }
}
