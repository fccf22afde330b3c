// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import io.rillway.client.model.TransportOptions;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;

/** What makes the connections: a given HTTP client, which is left alone, or one of our own, which ends with this. */
public final class Transport implements AutoCloseable {

    private final TransportOptions options;
    private final Duration connectTimeout;

    // Guarded by this.
    private Optional<OwnHttp> own = Optional.empty();
    private boolean closed;

    /** A transport; nothing is made before it is needed. */
    public Transport(TransportOptions options, Duration connectTimeout) {
        this.options = options;
        this.connectTimeout = connectTimeout;
    }

    /** {@return what to send with; empty after {@link #close}} */
    public synchronized Optional<HttpClient> http() {
        if (closed || options.http().isPresent()) {
            return closed ? Optional.empty() : options.http();
        }
        own = own.or(() -> Optional.of(new OwnHttp(options, connectTimeout)));
        return own.map(OwnHttp::http);
    }

    /** A connection that was kept is not to be trusted any more: the next attempt makes another one. */
    public synchronized void leaveConnections() {
        own.ifPresent(OwnHttp::close);
        own = Optional.empty();
    }

    @Override
    public synchronized void close() {
        closed = true;
        own.ifPresent(OwnHttp::close);
        own = Optional.empty();
    }
}
