// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import static java.util.Objects.requireNonNull;

import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.connector.RestartPolicy;
import io.rillway.cascade.model.HealthCheck;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.model.StepOptions;
import io.rillway.cascade.plan.Standing;
import io.rillway.cascade.probe.ProbeOptions;
import io.rillway.events.catalog.StatusEvents.Kind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A resource as an engine holds it: with its connector, and with what is known and under way. Of the coordinator alone. */
public final class Unit {

    private final Optional<ResourceConnector> connector;
    private final boolean child;
    private final Health health = new Health();
    private final Hands hands = new Hands();
    private final Comeback comeback;
    private final Habit habit = new Habit();
    private Resource resource;
    private int number;

    // Of the resource, because each step asks for these and the resource lies elsewhere in memory.
    private final String id;
    private Kind kind;
    private Optional<HealthCheck> check;
    private StepOptions steps;
    private boolean hosted;

    private boolean busy;

    // There while there is a look, or somebody who waits for one.
    private @Nullable Eye eye;

    private ResourceStatus announced = ResourceStatus.UNKNOWN;

    // Written by the coordinator, read by any thread.
    private volatile ResourceStatus shown = ResourceStatus.UNKNOWN;

    /** A unit whose connector is open already. */
    public Unit(Resource resource, Optional<ResourceConnector> connector) {
        this.id = resource.id();
        describe(resource);
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
        return id;
    }

    /** What the resource is. */
    Kind kind() {
        return kind;
    }

    /** How the resource's health is probed, if it is. */
    public Optional<HealthCheck> check() {
        return check;
    }

    /** How steps on the resource are done. */
    public StepOptions steps() {
        return steps;
    }

    /** Whether the resource runs on another one. */
    public boolean isHosted() {
        return hosted;
    }

    /** The resource's number in the present graph. */
    public int number() {
        return number;
    }

    /** Takes another description of the same resource, with the same connector, and its number in the graph from now on. */
    void describe(Resource changed, int place) {
        describe(requireNonNull(changed, "changed"));
        number = place;
    }

    private void describe(Resource now) {
        resource = now;
        kind = now.kind();
        check = now.health();
        steps = now.steps();
        hosted = now.host().isPresent();
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
        return connector.isPresent() || check.isPresent();
    }

    /** When it counts as healthy or not. */
    public ProbeOptions thresholds() {
        return check.map(HealthCheck::options).orElse(ProbeOptions.defaults());
    }

    /** Its status. */
    public ResourceStatus status() {
        return health.status();
    }

    /** The status that was shown last. Any thread. */
    ResourceStatus shown() {
        return shown;
    }

    /** Takes the place of another one, and shows its status until it was looked at itself. */
    void showAs(Unit before) {
        shown = before.shown;
    }

    void show() {
        if (shown != health.status()) {
            shown = health.status();
        }
    }

    /** Whether an action is under way; there is at most one at a time. */
    public boolean isBusy() {
        return busy;
    }

    /** An action begins or has ended. */
    public void busy(boolean underWay) {
        busy = underWay;
    }

    /** What is done to it. */
    public Hands hands() {
        return hands;
    }

    /** How often it was started again. */
    public Comeback comeback() {
        return comeback;
    }

    /** How long actions on it take. */
    public Habit habit() {
        return habit;
    }

    /** Whether it is about to be started again, and nobody has done anything to it meanwhile. */
    public boolean isReturning() {
        return health.isReturning();
    }

    Health health() {
        return health;
    }

    /** What a plan goes by; while somebody may still be starting it, nobody can say that it stays down. */
    Standing standing() {
        Standing seen = health.standing();
        return seen == Standing.OFFLINE && hands.areStarting() ? Standing.ACTIVE : seen;
    }

    Eye eye(Looks looks) {
        if (eye == null) {
            eye = new Eye(looks, this);
        }
        return eye;
    }

    /** There is no look any more, and nobody waits for one. */
    void closeEye() {
        eye = null;
    }

    /** Whether its status is to be told: it has settled in one that was not the last to be told. */
    boolean isNews() {
        ResourceStatus now = health.status();
        boolean settled = switch (now) {
            case ONLINE, DEGRADED, OFFLINE, ERROR -> true;
            case UNKNOWN -> health.isLost() && announced != ResourceStatus.UNKNOWN;
            case STARTING, STOPPING -> false;
        };
        if (!settled || now == announced) {
            return false;
        }
        announced = now;
        return true;
    }
}
