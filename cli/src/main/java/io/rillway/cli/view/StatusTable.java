// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import io.rillway.cli.shell.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The resources as a table. */
public final class StatusTable {

    private static final List<String> HEADS = List.of("RESOURCE", "STATUS", "RUNS ON", "NEEDS");

    /** However narrow the terminal is, so much of the needs is shown. */
    private static final int LEAST_NEEDS = 8;

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
            boolean isLast = column == cells.size() - 1;
            String cell = isLast ? fitting(cells.get(column), left(table, screen), screen) : cells.get(column);
            boolean status = row > 0 && column == 1;
            line.append(status ? screen.paint(Words.paint(cell), cell) : cell);
            if (!isLast) {
                line.append(" ".repeat(width(table, column) - cell.length() + 2));
            }
        }
        return line.toString();
    }

    /** What a terminal has left for the last column; a pipe has room for everything. */
    private static int left(List<List<String>> table, Screen screen) {
        if (!screen.terminal()) {
            return Integer.MAX_VALUE;
        }
        int before = IntStream.range(0, HEADS.size() - 1)
                .map(column -> width(table, column) + 2)
                .sum();
        return Math.max(LEAST_NEEDS, screen.columns() - before);
    }

    private static String fitting(String cell, int most, Screen screen) {
        return cell.length() <= most ? cell : cell.substring(0, most - 1) + screen.glyph("\u2026", "~");
    }

    private static int width(List<List<String>> table, int column) {
        return table.stream()
                .mapToInt(cells -> cells.get(column).length())
                .max()
                .orElse(0);
    }
}
