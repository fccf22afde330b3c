// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import io.rillway.hub.folder.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The data folder of one server at a time. A server that keeps nothing gets a temporary one for its processes' output, which
 * is deleted with it, unless its processes go on and write there.
 */
final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FolderLock lock;
    private final boolean isTemporary;

    private DataFolder(Path path, FolderLock lock, boolean isTemporary) {
        this.path = path;
        this.lock = lock;
        this.isTemporary = isTemporary;
    }

    static DataFolder take(Optional<Path> configured) {
        String name = configured.map(Path::toString).orElse("a temporary folder");
        try {
            Path path = configured.isPresent()
                    ? Files.createDirectories(configured.get())
                    : Files.createTempDirectory("rillway");
            FolderLock lock = FolderLock.take(path, "another Rillway server uses this data folder");
            return new DataFolder(path, lock, configured.isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": cannot be the data folder: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return "not a folder";
        }
        return e instanceof AccessDeniedException ? "no permission" : String.valueOf(e.getMessage());
    }

    Path path() {
        return path;
    }

    /** Gives the folder up; what children that go on still write to stays. */
    void leave(boolean keepChildren) {
        close();
        if (isTemporary && !keepChildren) {
            delete();
        }
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
