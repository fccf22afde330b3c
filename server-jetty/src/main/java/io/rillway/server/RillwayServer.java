// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import io.rillway.server.config.ServerConfig;
import java.net.URI;
import java.util.Optional;

/**
 * The reference server: hub, engine and their doors over HTTP, from a configuration.
 *
 * <p><b>Threads:</b> any. <b>Errors:</b> {@link java.io.UncheckedIOException} with the address if it cannot listen.
 */
public final class RillwayServer implements AutoCloseable {

    private RillwayServer() {}

    /**
     * {@return a server that listens}
     *
     * @param config its configuration
     */
    public static RillwayServer open(ServerConfig config) {
        throw new UnsupportedOperationException("server-jetty");
    }

    /** {@return the address of the server, with the port that it listens on} */
    public URI uri() {
        throw new UnsupportedOperationException("server-jetty");
    }

    /** {@return the admin token, if this start has just made one; to be printed once and never logged} */
    public Optional<String> firstToken() {
        throw new UnsupportedOperationException("server-jetty");
    }

    /** {@return a link that signs a browser in, once} */
    public URI signInLink() {
        throw new UnsupportedOperationException("server-jetty");
    }

    /**
     * Ends every stream, then stops the children in reverse order unless they are to be kept, then closes everything.
     *
     * @param keepChildren whether processes go on without the server, to be taken up again at its next start
     */
    public void stop(boolean keepChildren) {
        throw new UnsupportedOperationException("server-jetty");
    }

    /** Stops the server, and its children. */
    @Override
    public void close() {
        stop(false);
    }
}
