// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.client;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.logging.LDLogger;
import java.net.URI;

/** Lets okhttp-eventsource read from memory. */
final class MemoryConnect extends ConnectStrategy {

    private static final URI NOWHERE = URI.create("http://localhost/");

    private final Wire wire;

    MemoryConnect(Wire wire) {
        this.wire = wire;
    }

    @Override
    public Client createClient(LDLogger logger) {
        return new Client() {
            @Override
            public Result connect(String lastEventId) {
                return new Result(wire.stream(), NOWHERE, () -> {});
            }

            @Override
            public boolean awaitClosed(long timeoutMillis) {
                return true;
            }

            @Override
            public URI getOrigin() {
                return NOWHERE;
            }

            @Override
            public void close() {}
        };
    }
}
