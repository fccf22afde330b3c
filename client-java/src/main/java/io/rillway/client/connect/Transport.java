// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;

/** What makes the connections: a given HTTP client, which is left alone, or one of our own, which ends with this. */
public final class Transport implements AutoCloseable {

    private final Optional<HttpClient> given;
    private final Duration connectTimeout;

    // Guarded by this.
    private Optional<OwnHttp> own = Optional.empty();
    private boolean closed;

    /** A transport; nothing is made before it is needed. */
    public Transport(Optional<HttpClient> given, Duration connectTimeout) {
        this.given = given;
        this.connectTimeout = connectTimeout;
    }

    /** {@return what to send with; empty after {@link #close}} */
    public synchronized Optional<HttpClient> http() {
        if (closed || given.isPresent()) {
            return closed ? Optional.empty() : given;
        }
        own = own.or(() -> Optional.of(new OwnHttp(connectTimeout)));
        return own.map(OwnHttp::http);
    }

    @Override
    public synchronized void close() {
        closed = true;
        own.ifPresent(OwnHttp::close);
        own = Optional.empty();
    }
}
