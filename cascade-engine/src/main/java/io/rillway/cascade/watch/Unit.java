// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import static java.util.Objects.requireNonNull;

import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.connector.RestartPolicy;
import io.rillway.cascade.model.HealthCheck;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.probe.ProbeOptions;
import java.util.Optional;

/** A resource as an engine holds it: with its connector, and with what is known and under way. Of the coordinator alone. */
public final class Unit {

    private final Optional<ResourceConnector> connector;
    private final boolean child;
    private final Health health = new Health();
    private final Eye eye = new Eye();
    private final Hands hands = new Hands();
    private final Comeback comeback;
    private Resource resource;
    private ResourceStatus announced = ResourceStatus.UNKNOWN;

    /** A unit whose connector is open already. */
    public Unit(Resource resource, Optional<ResourceConnector> connector) {
        this.resource = resource;
        this.connector = connector;
        this.child = connector.map(ResourceConnector::isChild).orElse(false);
        this.comeback =
                new Comeback(connector.map(ResourceConnector::restartPolicy).orElse(RestartPolicy.NEVER));
    }

    /** The resource. */
    public Resource resource() {
        return resource;
    }

    /** The resource's id. */
    public String id() {
        return resource.id();
    }

    /** Takes another description of the same resource, with the same connector. */
    void describe(Resource changed) {
        resource = requireNonNull(changed, "changed");
    }

    /** What acts on it, if anything. */
    public Optional<ResourceConnector> connector() {
        return connector;
    }

    /** Whether it is a child of this program. */
    public boolean isChild() {
        return child;
    }

    /** Whether there is anything to look at. */
    boolean isVisible() {
        return connector.isPresent() || resource.health().isPresent();
    }

    /** When it counts as healthy or not. */
    public ProbeOptions thresholds() {
        return resource.health().map(HealthCheck::options).orElse(ProbeOptions.defaults());
    }

    /** Its status. */
    public ResourceStatus status() {
        return health.status();
    }

    /** What is done to it. */
    public Hands hands() {
        return hands;
    }

    /** How often it was started again. */
    public Comeback comeback() {
        return comeback;
    }

    /** Whether it is about to be started again, and nobody has done anything to it meanwhile. */
    public boolean isReturning() {
        return health.isReturning();
    }

    Health health() {
        return health;
    }

    Eye eye() {
        return eye;
    }

    /** Whether its status is to be told: it has settled in one that was not the last to be told. */
    boolean isNews() {
        ResourceStatus now = health.status();
        boolean settled = switch (now) {
            case ONLINE, DEGRADED, OFFLINE, ERROR -> true;
            case UNKNOWN, STARTING, STOPPING -> false;
        };
        if (!settled || now == announced) {
            return false;
        }
        announced = now;
        return true;
    }
}
