// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.edge;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** Looks at a connector's connections for heads that take too long to arrive, on the connector's scheduler. */
public final class HeaderWatch implements LifeCycle.Listener {

    private static final int LOOKS = 8;
    private static final long MOST_MILLIS = 1000;

    private final ServerConnector connector;
    private final HeaderDeadline deadline;
    private final long pauseMillis;

    /**
     * A watch that begins when the connector does, and ends with it.
     *
     * @param connector whose connections
     * @param time how long a head may take
     */
    public HeaderWatch(ServerConnector connector, Duration time) {
        this.connector = connector;
        this.deadline = new HeaderDeadline(time);
        this.pauseMillis = Math.max(1, Math.min(MOST_MILLIS, time.toMillis() / LOOKS));
    }

    @Override
    public void lifeCycleStarted(LifeCycle event) {
        look();
    }

    private void look() {
        if (connector.isRunning()) {
            deadline.look(connector.getConnectedEndPoints(), System.nanoTime());
            connector.getScheduler().schedule(this::look, pauseMillis, TimeUnit.MILLISECONDS);
        }
    }
}
