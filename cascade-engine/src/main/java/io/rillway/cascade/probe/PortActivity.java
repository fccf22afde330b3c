// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import io.rillway.cascade.net.Endpoint;
import io.rillway.cascade.system.TcpTable;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/** Sees use in open connections to a port. */
final class PortActivity implements ActivityProbe {

    private final int port;

    PortActivity(int port) {
        this.port = new Endpoint("localhost", port).port();
    }

    @Override
    public Activity look(Duration timeout) {
        try {
            Optional<TcpTable> table = TcpTable.ofThisSystem();
            return table.isPresent()
                    ? judge(table.get().use(port))
                    : Activity.unknown("this system does not tell of its connections");
        } catch (UncheckedIOException e) {
            return Activity.unknown(String.valueOf(e.getMessage()));
        }
    }

    private Activity judge(TcpTable.Use use) {
        if (use.connections() > 0) {
            return Activity.used("connections to port " + port + ": " + use.connections());
        }
        return use.listening()
                ? Activity.idle("no connection to port " + port)
                : Activity.unknown("nobody listens on port " + port);
    }

    @Override
    public String toString() {
        return "port " + port;
    }
}
