// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.plan.Standing;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The graph and the units of its resources. Written by the coordinator; other threads may find units and read the graph. */
public final class Units {

    private final Map<String, Unit> byId = new ConcurrentHashMap<>();
    private volatile ResourceGraph graph;
    private long moments;

    /** Units of a graph. */
    public Units(ResourceGraph graph, Map<String, Unit> units) {
        this.graph = graph;
        byId.putAll(units);
    }

    /** The graph as it is now. */
    public ResourceGraph graph() {
        return graph;
    }

    /** The unit of a resource, if there is one. */
    public Optional<Unit> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The unit of a resource that is there. */
    public Unit unit(String id) {
        Unit unit = byId.get(id);
        if (unit == null) {
            throw new IllegalStateException("unit: " + id + " (expected: checked before)");
        }
        return unit;
    }

    /** Every unit, in the order of the graph. */
    public Stream<Unit> all() {
        return graph.resources().stream().map(resource -> unit(resource.id()));
    }

    /** Takes another graph on: units that changed come with it, others get their new description. */
    public void change(ResourceGraph next, Map<String, Unit> changed) {
        graph = next;
        byId.keySet().retainAll(next.ids());
        byId.putAll(changed);
        next.resources().forEach(resource -> unit(resource.id()).describe(resource));
    }

    /** How a resource stands, for plans; what has gone from the graph needs nothing. */
    public Standing standing(String id) {
        Unit unit = byId.get(id);
        if (unit == null) {
            return Standing.OFFLINE;
        }
        Standing seen = unit.health().standing();
        return seen == Standing.OFFLINE && hasCompleted(unit) ? Standing.COMPLETED : seen;
    }

    /** Whether it is a job that has ended well since what it needs last started. */
    private boolean hasCompleted(Unit unit) {
        long completed = unit.hands().completedAt();
        if (completed == 0 || !graph.isJob(unit.id())) {
            return false;
        }
        Resource resource = graph.resource(unit.id());
        return Stream.concat(resource.dependencies().stream().map(Dependency::on), resource.host().stream())
                .allMatch(need -> unit(need).hands().startedAt() < completed);
    }

    /** The next moment: what happened later has the higher one. */
    public long nextMoment() {
        return ++moments;
    }
}
