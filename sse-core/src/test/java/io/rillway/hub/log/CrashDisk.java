// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import io.rillway.hub.log.disk.SegmentOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * A disk of which a copy is made in the middle and at the end of whatever is done to files that are rewritten, moved or
 * deleted: what a crash would have left then, of the process or, without what was not forced, of the machine.
 */
final class CrashDisk extends PassingDisk {

    /** What a crash left, and how many events had been answered as accepted and as stored by then. */
    record Left(Path folder, int accepted, int stored) {}

    private final Path folder;
    private final Path copies;
    private final boolean isPowerCut;
    private final IntSupplier accepted;
    private final IntSupplier stored;
    private final List<Left> left = new ArrayList<>();
    private final Map<Path, Long> forced = new ConcurrentHashMap<>();

    /** What is there already has been forced. */
    CrashDisk(Path folder, boolean isPowerCut, IntSupplier accepted, IntSupplier stored) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.copies = folder.resolveSibling(folder.getFileName() + "-left");
        this.isPowerCut = isPowerCut;
        this.accepted = accepted;
        this.stored = stored;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                forced.put(file, Files.size(file));
            }
        }
    }

    /** {@return what was left by each crash; asked when nothing more is done} */
    List<Left> left() {
        return left;
    }

    private void crash() throws IOException {
        int storedBefore = stored.getAsInt();
        int acceptedBefore = accepted.getAsInt();
        Path copy = Files.createDirectories(copies.resolve(Integer.toString(left.size())));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                long size = isPowerCut && !file.endsWith("lock") ? forced.getOrDefault(file, 0L) : bytes.length;
                Files.write(copy.resolve(file.getFileName()), Arrays.copyOf(bytes, (int) Math.min(size, bytes.length)));
            }
        }
        left.add(new Left(copy, acceptedBefore, storedBefore));
    }

    @Override
    void write(Path path, SegmentOutput real, ByteBuffer bytes) throws IOException {
        if (path.toString().endsWith(".tmp")) {
            int half = bytes.remaining() / 2;
            real.write(bytes.duplicate().limit(bytes.position() + half));
            crash();
            real.write(bytes.duplicate().position(bytes.position() + half));
            crash();
        } else {
            real.write(bytes);
        }
    }

    @Override
    void forced(Path path) throws IOException {
        forced.put(path, Files.size(path));
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        crash();
        super.move(from, to);
        Long size = forced.remove(from);
        forced.put(to, size == null ? 0 : size);
        crash();
    }

    @Override
    public void delete(Path path) throws IOException {
        boolean isThere = Files.exists(path);
        super.delete(path);
        forced.remove(path);
        if (isThere) {
            crash();
        }
    }

    @Override
    public void cut(Path path, long size) throws IOException {
        super.cut(path, size);
        crash();
    }
}
