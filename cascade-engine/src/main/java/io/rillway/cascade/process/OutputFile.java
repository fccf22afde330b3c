// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Where a process writes: a file, never a pipe, so that it outlives this program and needs no thread here.
 *
 * <p>It holds the output of one run. What was cut from its beginning is beside it as {@code .cut}, the run before as
 * {@code .1}, and in {@code .seen} which lines of this run somebody looked for and found.
 */
public final class OutputFile implements Written {

    /** How large a file may grow before it is cut. */
    public static final long BOUND_BYTES = 8L << 20;

    private final Path path;
    private final Path cutOff;
    private final Path earlier;
    private final SeenLines seen;
    private final long boundBytes;

    /** Held over the file's own I/O by whoever moves, cuts or searches it. */
    private final ReentrantLock turn = new ReentrantLock();

    // Guarded by turn.
    private final Map<String, OutputSearch> searches = new HashMap<>();
    private long cuts;

    /**
     * Names the file; it is made when something is about to write.
     *
     * @param path the file
     * @param boundBytes how large it may grow before it is cut
     */
    public OutputFile(Path path, long boundBytes) {
        this.path = path.toAbsolutePath();
        this.cutOff = this.path.resolveSibling(this.path.getFileName() + ".cut");
        this.earlier = this.path.resolveSibling(this.path.getFileName() + ".1");
        this.seen = new SeenLines(this.path.resolveSibling(this.path.getFileName() + ".seen"));
        this.boundBytes = boundBytes;
    }

    /** Begins the file anew and sets the last run's aside. */
    public void renew() throws IOException, InterruptedException {
        Files.createDirectories(path.getParent());
        turn.lockInterruptibly();
        try {
            searches.clear();
            seen.forget();
            Files.deleteIfExists(cutOff);
            Files.move(path, earlier, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            return; // the first run
        } finally {
            turn.unlock();
        }
    }

    @Override
    public File target() {
        return path.toFile();
    }

    /**
     * Cuts the file where it has grown beyond its bound. What is there is copied aside, then the file is emptied: safe
     * beside a living writer, because that appends. What it writes in the moment between the two is lost.
     */
    @Override
    public void tend() throws IOException {
        if (isWithinBound() || !turn.tryLock()) {
            return;
        }
        try {
            cut();
            cuts++;
        } finally {
            turn.unlock();
        }
    }

    /**
     * {@return whether a line was written since the file was begun}
     *
     * @param key tells this kind of line from others
     * @param wanted whether a line is of this kind
     * @param timeout how long that may take
     */
    public boolean has(String key, Predicate<CharSequence> wanted, Duration timeout)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        if (!turn.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IOException("it is being set aside");
        }
        try {
            OutputSearch search = searches.computeIfAbsent(key, unknown -> new OutputSearch(wanted));
            if (seen.has(key)) {
                return true;
            }
            boolean found = search.goOn(cutOff, path, cuts, deadline);
            if (found) {
                seen.add(key);
            }
            return found;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public List<String> tail(int lines) throws IOException {
        return OutputTail.read(cutOff, path, lines);
    }

    private boolean isWithinBound() throws IOException {
        try {
            return Files.size(path) <= boundBytes;
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private void cut() throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            try {
                setAside(file);
            } finally {
                // Also where the copy failed: a full disk is no place to keep it.
                file.truncate(0);
            }
        }
    }

    private void setAside(FileChannel file) throws IOException {
        try (FileChannel copy = FileChannel.open(
                cutOff, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            // A writer faster than the copy must not keep it going: what lies beyond twice the bound is dropped.
            long end = Math.min(file.size(), 2 * boundBytes);
            long position = 0;
            while (position < end) {
                position += file.transferTo(position, end - position, copy);
            }
        }
    }
}
