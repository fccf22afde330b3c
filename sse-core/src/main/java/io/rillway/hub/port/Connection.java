// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

import java.nio.ByteBuffer;

/**
 * A connection is the way to one subscriber's socket: the hub writes to it, a transport implements it.
 *
 * <p><b>Threads:</b> the hub calls {@link #write} with at most one write in flight; {@link #complete} and {@link #abort}
 * may come from any thread, also while a write is in flight. No method may block: a transport that blocks is wrapped in
 * {@code BlockingConnection}. <b>Errors:</b> a write that fails says so through its completion, never by throwing.
 */
public interface Connection {

    /**
     * Starts to write the buffers in order, and flushes.
     *
     * @param buffers what to write; read-only views that belong to the connection until the completion is called
     * @param completion is called exactly once, on any thread, also before this method returns
     */
    void write(ByteBuffer[] buffers, Completion completion);

    /** Ends the response cleanly; nothing is written after it. Does nothing if the connection has ended. */
    void complete();

    /** Drops the connection at once and fails a write in flight. Does nothing if the connection has ended. */
    void abort();

    /**
     * {@return how many bytes the transport has taken since the connection was made, as far as it can tell}; that there are
     * more than at the last look is progress, and a write that makes progress is not too slow. One that cannot tell answers
     * the same every time.
     */
    default long taken() {
        return 0;
    }

    /** Is told how a write ended. */
    interface Completion {

        /** The transport took every byte and can take more. */
        void succeeded();

        /**
         * The write failed, and with it the connection.
         *
         * @param cause why
         */
        void failed(Throwable cause);
    }
}
