// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.edge;

import java.time.Duration;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.NegotiatingServerConnection;
import org.jspecify.annotations.Nullable;

/**
 * Finds connections on which the head of a request takes too long to arrive; Jetty itself only ends those on which nothing
 * arrives at all. A new connection waits for its first head from the beginning. One on HTTP/1.1 that has been used waits for
 * the next from its first byte on; on h2 it is left alone, because what arrives there need not be a request.
 *
 * <p><b>Threads:</b> one at a time.
 */
final class HeaderDeadline {

    /** What a connection looked like when it began to wait, and whether it waits for the rest of a head. */
    private record Waiting(long requests, long bytes, long sinceNanos, boolean hasBegun) {

        Waiting next(long bytesNow, long nowNanos) {
            return hasBegun || bytesNow == bytes ? this : new Waiting(requests, bytesNow, nowNanos, true);
        }
    }

    private final long mostNanos;
    private Map<EndPoint, Waiting> waiting = new IdentityHashMap<>();

    HeaderDeadline(Duration time) {
        this.mostNanos = time.toNanos();
    }

    /** Looks at all connections, and closes those that are late. */
    void look(Collection<EndPoint> connected, long nowNanos) {
        Map<EndPoint, Waiting> still = new IdentityHashMap<>();
        for (EndPoint endPoint : connected) {
            Waiting now = waiting(endPoint, nowNanos);
            if (now != null && now.hasBegun() && nowNanos - now.sinceNanos() >= mostNanos) {
                endPoint.close();
            } else if (now != null) {
                still.put(endPoint, now);
            }
        }
        waiting = still;
    }

    private @Nullable Waiting waiting(EndPoint endPoint, long nowNanos) {
        Connection connection = connection(endPoint);
        boolean isNew = connection == null || connection instanceof NegotiatingServerConnection;
        long requests = isNew ? 0 : connection.getMessagesIn();
        boolean isWaiting =
                requests == 0 || (connection instanceof ConnectionMetaData && requests == connection.getMessagesOut());
        if (!isWaiting) {
            return null;
        }
        long bytes = isNew ? 0 : connection.getBytesIn();
        Waiting before = waiting.get(endPoint);
        return before != null && before.requests() == requests
                ? before.next(bytes, nowNanos)
                : new Waiting(requests, bytes, nowNanos, requests == 0);
    }

    private static @Nullable Connection connection(EndPoint endPoint) {
        Connection connection = endPoint.getConnection();
        return connection instanceof SslConnection tls ? tls.getSslEndPoint().getConnection() : connection;
    }
}
