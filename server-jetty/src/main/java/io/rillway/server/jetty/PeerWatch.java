// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jetty;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * Watches a socket for the end of the peer's side, which an idle stream on HTTP/1.1 would otherwise show only when it is
 * written to. What the peer sends meanwhile is read and lost, so that the socket has to be closed after the stream.
 */
final class PeerWatch {

    private static final int READ_BYTES = 512;

    private final EndPoint endPoint;
    private final Runnable gone;
    private final AtomicBoolean over = new AtomicBoolean();

    PeerWatch(EndPoint endPoint, Runnable gone) {
        this.endPoint = endPoint;
        this.gone = gone;
    }

    /** Waits for the socket to have something to say; no thread waits with it. */
    void look() {
        endPoint.tryFillInterested(Callback.from(InvocationType.NON_BLOCKING, this::read, failure -> end()));
    }

    private void read() {
        try {
            // A plain ByteBuffer would stand in filling mode, and never come to the end.
            if (endPoint.fill(BufferUtil.allocate(READ_BYTES)) < 0) {
                end();
            } else {
                look();
            }
        } catch (IOException e) {
            end();
        }
    }

    private void end() {
        if (over.compareAndSet(false, true)) {
            gone.run();
        }
    }
}
