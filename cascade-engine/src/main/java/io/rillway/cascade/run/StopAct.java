// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.connector.ConnectorException;
import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.watch.Sight;
import java.util.Map;

/** A stop: until the resource is offline. */
final class StopAct extends Act {

    private int failures;

    StopAct(Tools tools, Acts acts, Wish wish, ActTimes times) {
        super(tools, acts, wish, times);
    }

    @Override
    Action action() {
        return Action.STOP;
    }

    @Override
    ResourceStatus underWay() {
        return ResourceStatus.STOPPING;
    }

    @Override
    String goal() {
        return "offline";
    }

    @Override
    boolean isProbing() {
        return true;
    }

    @Override
    boolean hasStarted() {
        return true;
    }

    @Override
    public void order(ResourceConnector connector) throws InterruptedException {
        if (!connector.canStop()) {
            throw new ConnectorException(
                    CascadeError.NO_STOP_CAPABILITY, "its connector cannot stop it", "engine", Map.of(), null);
        }
        connector.stop();
    }

    @Override
    void taken() {
        failures = 0;
    }

    @Override
    public void seen(Sight sight) {
        switch (sight.verdict()) {
            case DOWN, BLANK -> succeed(ResourceStatus.OFFLINE);
            case SILENT -> seenSilent();
            default -> {
                failures = 0;
                pollLater();
            }
        }
    }

    /** Only the probe can tell; one silent look may be no more than a slow one. */
    private void seenSilent() {
        if (++failures >= unit().thresholds().failureThreshold()) {
            succeed(ResourceStatus.OFFLINE);
        } else {
            pollLater();
        }
    }
}
