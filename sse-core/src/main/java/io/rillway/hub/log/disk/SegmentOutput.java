// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the bytes of a new file go. Used by one thread. */
public interface SegmentOutput extends AutoCloseable {

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
}
