// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for whoever needs one before JUnit would give it, and which goes with them. */
record TestFolder(Path path) implements AutoCloseable {

    static TestFolder create() {
        try {
            return new TestFolder(Files.createTempDirectory("rillway-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> found = Files.walk(path)) {
            List<Path> all = found.sorted(Comparator.reverseOrder()).toList();
            for (Path one : all) {
                Files.delete(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
