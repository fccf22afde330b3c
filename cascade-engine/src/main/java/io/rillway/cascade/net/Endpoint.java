// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.net;

import static java.util.Objects.requireNonNull;

/**
 * Where a server listens.
 *
 * @param host a name or an address without brackets
 * @param port the port
 */
public record Endpoint(String host, int port) {

    private static final int HIGHEST_PORT = 65_535;

    public Endpoint {
        requireNonNull(host, "host");
        if (host.isBlank()) {
            throw new IllegalArgumentException("host: \"" + host + "\" (expected: a name or an address)");
        }
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1 to " + HIGHEST_PORT + ")");
        }
    }

    /** {@return the host as it stands in a URL} */
    String bracketed() {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    @Override
    public String toString() {
        return bracketed() + ":" + port;
    }
}
