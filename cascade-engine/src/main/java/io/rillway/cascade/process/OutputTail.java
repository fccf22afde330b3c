// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads the last lines of a file that may be large, may be growing and need not be text. */
final class OutputTail {

    static final int WINDOW_BYTES = 64 << 10;

    private OutputTail() {}

    static List<String> read(Path path, int lines) throws IOException {
        if (lines < 1) {
            throw new IllegalArgumentException("lines: " + lines + " (expected: 1 or more)");
        }
        try (FileChannel file = FileChannel.open(path)) {
            long from = Math.max(0, file.size() - WINDOW_BYTES);
            List<String> all = window(file, from).lines().toList();
            // A window that begins within the file begins within a line, unless that line is all there is.
            List<String> whole = from > 0 && all.size() > 1 ? all.subList(1, all.size()) : all;
            return List.copyOf(whole.subList(Math.max(0, whole.size() - lines), whole.size()));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static String window(FileChannel file, long from) throws IOException {
        ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES);
        int read = 0;
        while (read >= 0 && window.hasRemaining()) {
            read = file.read(window, from + window.position());
        }
        return new String(window.array(), 0, window.position(), StandardCharsets.UTF_8);
    }
}
