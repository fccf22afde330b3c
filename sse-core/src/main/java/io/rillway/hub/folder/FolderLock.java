// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.folder;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps others out of a folder: other processes, and whoever else asks for it in this one. The file {@code lock} in the folder is
 * locked, and says the number of the process. The system gives the lock back when the process dies, however it does.
 *
 * <p><b>Threads:</b> any. <b>Errors:</b> {@link IOException} if somebody else has the folder, or the system cannot lock. <b>Limits:</b>
 * it keeps out who asks for this lock, nobody else; on a network's file system it is as good as the locks there.
 */
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
     * @param refusal what the exception says if somebody has it, before it names the process
     * @throws IOException if somebody has it, or it cannot be had
     */
    public static FolderLock take(Path folder, String refusal) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            String owner = owner(channel);
            channel.close();
            throw new IOException(refusal + owner);
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

    /**
     * Gives the folder to others; a second call does nothing.
     *
     * @throws IOException if the file cannot be closed
     */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
