// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reads the last lines of files that may be large, may be growing and need not be text. */
final class OutputTail {

    static final int WINDOW_BYTES = 64 << 10;

    private OutputTail() {}

    /**
     * {@return the last lines of a file and of one that goes before it, oldest first}
     *
     * @param before what was cut from the file's beginning; it need not be there, nor need the file
     */
    static List<String> read(Path before, Path path, int lines) throws IOException {
        if (lines < 1) {
            throw new IllegalArgumentException("lines: " + lines + " (expected: 1 or more)");
        }
        byte[] last = window(path, WINDOW_BYTES);
        return last(window(before, WINDOW_BYTES - last.length), last, lines);
    }

    /** {@return the last lines of two pieces of text, oldest first} */
    static List<String> last(byte[] before, byte[] end, int lines) {
        int first = Math.min(before.length, WINDOW_BYTES - end.length);
        byte[] both = Arrays.copyOfRange(before, before.length - first, before.length + end.length);
        System.arraycopy(end, 0, both, first, end.length);
        List<String> all = new String(both, StandardCharsets.UTF_8).lines().toList();
        // A full window begins within a line, unless that line is all there is.
        List<String> whole = both.length == WINDOW_BYTES && all.size() > 1 ? all.subList(1, all.size()) : all;
        return List.copyOf(whole.subList(Math.max(0, whole.size() - lines), whole.size()));
    }

    private static byte[] window(Path path, int bytes) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            long from = Math.max(0, file.size() - bytes);
            ByteBuffer window = ByteBuffer.allocate(bytes);
            int read = 0;
            while (read >= 0 && window.hasRemaining()) {
                read = file.read(window, from + window.position());
            }
            return Arrays.copyOf(window.array(), window.position());
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }
}
