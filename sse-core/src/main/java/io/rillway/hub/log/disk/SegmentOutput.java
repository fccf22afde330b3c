// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where the bytes of the newest segment go. Used by one thread. */
public interface SegmentOutput extends AutoCloseable {

    /** Opens outputs. */
    interface Opener {

        /**
         * {@return the output of a new file}
         *
         * @param path the file, which must not exist
         * @throws IOException if it cannot be made
         */
        SegmentOutput create(Path path) throws IOException;
    }

    /**
     * Writes all of a buffer at the end.
     *
     * @param bytes the buffer
     * @throws IOException if not all could be written; some may have been
     */
    void write(ByteBuffer bytes) throws IOException;

    /**
     * Waits until what was written survives a power cut.
     *
     * @throws IOException if it may not
     */
    void force() throws IOException;

    /**
     * Cuts off what was written behind a place.
     *
     * @param size what is left
     * @throws IOException if it cannot
     */
    void truncate(long size) throws IOException;

    @Override
    void close() throws IOException;

    /**
     * {@return the output of a new file}
     *
     * @param path the file, which must not exist
     * @throws IOException if it cannot be made
     */
    static SegmentOutput create(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new SegmentOutput() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }

            @Override
            public void force() throws IOException {
                channel.force(false);
            }

            @Override
            public void truncate(long size) throws IOException {
                channel.truncate(size);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
