// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import java.time.Duration;

/** Is healthy when a connection is accepted. */
final class TcpProbe implements Probe {

    private final Look look;

    TcpProbe(Endpoint endpoint) {
        this.look = Look.at(endpoint);
    }

    @Override
    public ProbeResult check(Duration timeout) throws InterruptedException {
        return look.within(timeout, attempt -> {
            attempt.connect(look.addresses(), look.endpoint().port());
            return ProbeResult.healthy("connection accepted by " + look.endpoint());
        });
    }

    @Override
    public String toString() {
        return "tcp " + look.endpoint();
    }
}
