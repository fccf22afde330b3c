// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Looks for one kind of line in a file that grows and is cut, and goes on where it was the last time. What stands after the
 * last line's end is looked at too, and again when more follows. Owned by whoever holds the file's lock.
 */
final class OutputSearch {

    static final int LINE_BYTES = 16 << 10;
    private static final int CHUNK_BYTES = 64 << 10;
    private static final long ENOUGH_NANOS = 100_000_000;

    private final Predicate<CharSequence> wanted;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    private final byte[] line = new byte[LINE_BYTES];
    private int lineBytes;
    private long cuts = -1;
    private long position;

    OutputSearch(Predicate<CharSequence> wanted) {
        this.wanted = wanted;
    }

    /**
     * {@return whether there is such a line in what was not searched before}
     *
     * @param cutOff what was cut from the file's beginning, the last time that it was
     * @param file the file
     * @param cutsNow how often it was cut
     * @param deadline when to give up
     */
    boolean goOn(Path cutOff, Path file, long cutsNow, long deadline) throws IOException {
        if (cutsNow != cuts) {
            long known = cutsNow == cuts + 1 ? position : 0;
            if (known == 0) {
                lineBytes = 0;
            }
            position = known;
            boolean found = search(cutOff, deadline);
            cuts = cutsNow;
            position = 0;
            if (found) {
                return true;
            }
        }
        return search(file, deadline);
    }

    private boolean search(Path path, long deadline) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            chunk.clear();
            while (channel.read(chunk, position) > 0) {
                chunk.flip();
                int bytes = chunk.remaining();
                try {
                    if (isInChunk(deadline)) {
                        return true;
                    }
                } finally {
                    position += bytes - chunk.remaining();
                }
                chunk.clear();
            }
            return matches(deadline);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private boolean isInChunk(long deadline) throws IOException {
        while (chunk.hasRemaining()) {
            byte next = chunk.get(chunk.position());
            if (next == '\n' || lineBytes == LINE_BYTES) {
                if (matches(deadline)) {
                    return true;
                }
                lineBytes = 0;
            }
            if (next != '\n') {
                line[lineBytes++] = next;
            }
            chunk.get(); // only now, so that whoever was stopped before goes on with the same line
        }
        return false;
    }

    private boolean matches(long deadline) throws IOException {
        long begin = System.nanoTime();
        if (deadline - begin <= 0) {
            throw new IOException("it was not searched in time");
        }
        if (lineBytes == 0) {
            return false;
        }
        try {
            String text = new String(Arrays.copyOf(line, lineBytes), StandardCharsets.UTF_8);
            return wanted.test(new Hurried(text, deadline));
        } catch (TooLate e) {
            if (System.nanoTime() - begin > ENOUGH_NANOS) {
                lineBytes = 0; // it would take as long the next time
            }
            throw new IOException("a line was not compared in time", e);
        }
    }

    private static final class TooLate extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** A regular expression may take for ever on a line; this ends it, since each step of it reads a character. */
    private record Hurried(CharSequence text, long deadline) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (deadline - System.nanoTime() <= 0 || Thread.currentThread().isInterrupted()) {
                throw new TooLate();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Hurried(text.subSequence(start, end), deadline);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
