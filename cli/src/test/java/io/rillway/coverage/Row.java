// SPDX-License-Identifier: Apache-2.0
package io.rillway.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Something that was asked for.
 *
 * @param id its id, for good
 * @param words what it is about
 * @param reason why no test has to prove it, or not all of it; empty if one has to
 */
record Row(String id, String words, String reason) {

    static List<Row> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Row::of)
                .toList();
    }

    private static Row of(String line) {
        String[] parts = line.split("\\|", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("row: \"" + line + "\" (expected: id | words | reason)");
        }
        return new Row(parts[0].strip(), parts[1].strip(), parts[2].strip());
    }

    boolean isGate() {
        return id.startsWith("G");
    }
}
