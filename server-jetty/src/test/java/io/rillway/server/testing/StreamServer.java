// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import io.rillway.hub.EventHub;
import io.rillway.hub.HubOptions;
import io.rillway.server.config.ServerConfig.Listen;
import io.rillway.server.jetty.WebServer;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** Jetty on a free port with a hub and one servlet over it. */
public final class StreamServer implements AutoCloseable {

    private final EventHub hub;
    private final WebServer web;

    /** Starts. */
    public StreamServer(HubOptions options, Function<EventHub, HttpServlet> servlet) {
        this.hub = EventHub.open(options.withGrace(Duration.ofSeconds(2)));
        this.web =
                new WebServer(new Listen("127.0.0.1", 0, Duration.ofSeconds(1)), Map.of("/events", servlet.apply(hub)));
        web.start();
    }

    /** {@return the hub} */
    public EventHub hub() {
        return hub;
    }

    /** {@return the address} */
    public URI uri() {
        return web.uri();
    }

    @Override
    public void close() {
        hub.close();
        web.stop();
    }
}
