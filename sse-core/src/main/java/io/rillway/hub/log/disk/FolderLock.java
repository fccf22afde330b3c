// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps other processes, and other logs of this one, out of a folder; the system gives it back when the process dies. */
public final class FolderLock implements AutoCloseable {

    private static final int MOST_DIGITS = 20;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * {@return the lock of a folder}
     *
     * @param folder the folder, which exists
     * @throws IOException if somebody has it, or it cannot be had
     */
    public static FolderLock take(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            String owner = owner(channel);
            channel.close();
            throw new IOException("another log is open in this folder" + owner);
        }
        channel.truncate(0)
                .write(US_ASCII.encode(Long.toString(ProcessHandle.current().pid())), 0);
        return new FolderLock(channel);
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

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
