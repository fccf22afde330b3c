// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a command writes what nobody reads later: a file that has no name any more once the command has it open, so that
 * nothing of it stays when this program is killed meanwhile ({@link Remnants}). Where the system keeps the name of a file
 * that is open, it goes at the end. Of one thread.
 */
final class PassingOutput implements Written, AutoCloseable {

    private final Path path;
    private final long boundBytes;

    /** No channel: an interruption would close it. */
    private final RandomAccessFile file;

    private byte[] cutOff = {};

    private PassingOutput(Path path, long boundBytes) throws IOException {
        this.path = path;
        this.boundBytes = boundBytes;
        this.file = new RandomAccessFile(path.toFile(), "rw");
    }

    /** Makes a file among the temporary ones that only its owner may read. */
    static PassingOutput create(long boundBytes) throws IOException {
        Path path = Remnants.TEMPORARY.create();
        try {
            return new PassingOutput(path, boundBytes);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    @Override
    public File target() {
        return path.toFile();
    }

    @Override
    public void opened() {
        // What cannot be deleted yet is deleted at the end.
        target().delete();
    }

    /** What it writes in the moment between the copy and the cut is lost. */
    @Override
    public void tend() throws IOException {
        if (file.length() > boundBytes) {
            cutOff = window();
            file.setLength(0);
        }
    }

    @Override
    public List<String> tail(int lines) throws IOException {
        return OutputTail.last(cutOff, window(), lines);
    }

    private byte[] window() throws IOException {
        long end = file.length();
        byte[] window = new byte[(int) Math.min(end, OutputTail.WINDOW_BYTES)];
        file.seek(end - window.length);
        file.readFully(window);
        return window;
    }

    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(path);
    }
}
