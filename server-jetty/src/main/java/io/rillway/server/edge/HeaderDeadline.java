// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.edge;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
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
    private Map<EndPoint, Waiting> waiting = new HashMap<>();

    HeaderDeadline(Duration time) {
        this.mostNanos = time.toNanos();
    }

    /** Looks at all connections, and closes those that are late. */
    void look(Collection<EndPoint> connected, long nowNanos) {
        Map<EndPoint, Waiting> still = new HashMap<>();
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
        if (connection == null || connection instanceof NegotiatingServerConnection) {
            return next(endPoint, new Waiting(0, 0, nowNanos, true));
        }
        long requests = connection.getMessagesIn();
        boolean isWaiting =
                requests == 0 || (connection instanceof ConnectionMetaData && requests == connection.getMessagesOut());
        return isWaiting
                ? next(endPoint, new Waiting(requests, connection.getBytesIn(), nowNanos, requests == 0))
                : null;
    }

    private Waiting next(EndPoint endPoint, Waiting now) {
        Waiting before = waiting.get(endPoint);
        return before == null || before.requests() != now.requests() ? now : before.next(now.bytes(), now.sinceNanos());
    }

    private static @Nullable Connection connection(EndPoint endPoint) {
        Connection connection = endPoint.getConnection();
        return connection instanceof SslConnection tls ? tls.getSslEndPoint().getConnection() : connection;
    }
}
