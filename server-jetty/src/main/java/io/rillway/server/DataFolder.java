// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The data folder of one server at a time. A server that keeps nothing gets a temporary one for its processes' output, which
 * is deleted with it, unless its processes go on and write there.
 */
final class DataFolder implements AutoCloseable {

    private static final int MOST_DIGITS = 20;

    private final Path path;
    private final FileChannel lock;
    private final boolean isTemporary;

    private DataFolder(Path path, FileChannel lock, boolean isTemporary) {
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
            return new DataFolder(path, locked(path), configured.isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": cannot be the data folder: " + reason(e), e);
        }
    }

    private static FileChannel locked(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            String owner = owner(channel);
            channel.close();
            throw new IOException("another Rillway server uses this data folder" + owner);
        }
        channel.truncate(0)
                .write(US_ASCII.encode(Long.toString(ProcessHandle.current().pid())), 0);
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** {@return who holds the lock, where the system lets others read it} */
    private static String owner(FileChannel channel) {
        try {
            ByteBuffer digits = ByteBuffer.allocate(MOST_DIGITS);
            channel.read(digits, 0);
            String pid = US_ASCII.decode(digits.flip()).toString();
            return pid.matches("\\d+") ? " (process " + pid + ")" : "";
        } catch (IOException e) {
            return "";
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
