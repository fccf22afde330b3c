// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.engine;

import io.rillway.cascade.connector.ConnectorStatus;
import io.rillway.cascade.connector.ResourceConnector;

/** A resource that is up as soon as it is told to be. */
final class NoOp implements ResourceConnector {

    private volatile boolean up;

    @Override
    public void start() {
        up = true;
    }

    @Override
    public void stop() {
        up = false;
    }

    @Override
    public ConnectorStatus status() {
        return up ? ConnectorStatus.RUNNING : ConnectorStatus.STOPPED;
    }
}
