// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import io.rillway.cascade.net.Endpoint;
import io.rillway.cascade.net.Reach;
import io.rillway.cascade.net.UnreachedException;
import java.time.Duration;

/** Is healthy when a connection is accepted. */
final class TcpProbe implements Probe {

    private final Reach reach;

    TcpProbe(Endpoint endpoint) {
        this.reach = Reach.to(endpoint);
    }

    @Override
    public ProbeResult check(Duration timeout) throws InterruptedException {
        try {
            return reach.within(
                    timeout, connection -> ProbeResult.healthy("connection accepted by " + reach.endpoint()));
        } catch (UnreachedException e) {
            return ProbeResult.unhealthy(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String toString() {
        return "tcp " + reach.endpoint();
    }
}
