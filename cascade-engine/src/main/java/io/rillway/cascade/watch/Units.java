// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import io.rillway.cascade.model.Edges;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.model.Topology;
import io.rillway.cascade.plan.Standing;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The graph and the units of its resources. Written by the coordinator; other threads may find units and read the graph. */
public final class Units {

    private volatile Present present;

    // Of the coordinator alone: those of the present graph that are online, by number. A start asks for all that it
    // needs, and
    // their units lie all over the heap.
    private BitSet online = new BitSet();

    // Of the coordinator alone, by number in the present graph: how each stands by its health.
    private Standing[] standings = {};

    // Of the coordinator alone: how the members of the present graph's groups stand.
    private Groups groups;

    private long moments;

    /** A graph, and its units by their numbers in it: an array, so that nobody touches a unit who only wants to know which it is. */
    private static final class Present {

        private final ResourceGraph graph;
        private final Unit[] units;

        private Present(ResourceGraph graph, Map<String, Unit> known) {
            this.graph = graph;
            this.units = new Unit[graph.topology().size()];
            for (int number = 0; number < units.length; number++) {
                Resource resource = graph.topology().resource(number);
                Unit unit = known.get(resource.id());
                if (unit == null) {
                    throw missing(resource.id());
                }
                unit.describe(resource, number);
                units[number] = unit;
            }
        }

        private boolean isOf(ResourceGraph other) {
            return graph.topology() == other.topology();
        }

        private @Nullable Unit find(String id) {
            int number = graph.topology().number(id);
            return number == Topology.NONE ? null : units[number];
        }
    }

    /** Units of a graph. */
    public Units(ResourceGraph graph, Map<String, Unit> units) {
        this.present = new Present(graph, units);
        this.groups = new Groups(graph.topology());
        this.standings = new Standing[present.units.length];
        noteAll();
    }

    private static IllegalStateException missing(String id) {
        return new IllegalStateException("unit: " + id + " (expected: checked before)");
    }

    /** The graph as it is now. */
    public ResourceGraph graph() {
        return present.graph;
    }

    /** Whether this is the graph as it is now, as far as numbers go. */
    public boolean isPresent(ResourceGraph graph) {
        return present.isOf(graph);
    }

    /** The unit of a resource, if there is one. */
    public Optional<Unit> find(String id) {
        return Optional.ofNullable(present.find(id));
    }

    /** The unit of a resource that is there. */
    public Unit unit(String id) {
        Unit unit = present.find(id);
        if (unit == null) {
            throw missing(id);
        }
        return unit;
    }

    /** The unit of a resource of this graph, which may be an earlier one; or null if it has gone. */
    public @Nullable Unit find(ResourceGraph graph, int number) {
        Present now = present;
        return now.isOf(graph) ? now.units[number] : now.find(graph.topology().id(number));
    }

    /** The unit of a resource of this graph, which may be an earlier one. */
    public Unit unit(ResourceGraph graph, int number) {
        Unit unit = find(graph, number);
        if (unit == null) {
            throw missing(graph.topology().id(number));
        }
        return unit;
    }

    /** The units of these resources of a graph, without those that have gone. */
    public List<Unit> find(ResourceGraph graph, int[] numbers) {
        List<Unit> found = new ArrayList<>(numbers.length);
        for (int number : numbers) {
            Unit unit = find(graph, number);
            if (unit != null) {
                found.add(unit);
            }
        }
        return found;
    }

    /** Whether it is one of the present graph: a resource that has changed, or has gone and come again, has another one. */
    public boolean has(Unit unit) {
        Unit[] units = present.units;
        return unit.number() < units.length && units[unit.number()] == unit;
    }

    /** Whether it is one of the present graph, and a member of a group. */
    boolean isMember(Unit unit) {
        return has(unit) && groups.hasMember(unit.number());
    }

    /** The unit of a resource of the present graph. */
    public Unit unit(int number) {
        return present.units[number];
    }

    /** Every unit, in the order in which the graph's resources were given. */
    public Stream<Unit> all() {
        Present now = present;
        return now.graph.resources().stream()
                .map(resource -> now.units[now.graph.topology().number(resource.id())]);
    }

    /** Takes another graph on: units that changed come with it, others get their new description. */
    public void change(ResourceGraph next, Map<String, Unit> changed) {
        Map<String, Unit> known = new HashMap<>(changed);
        for (Unit unit : present.units) {
            Unit instead = known.putIfAbsent(unit.id(), unit);
            if (instead != null) {
                instead.showAs(unit);
            }
        }
        present = new Present(next, known);
        online = new BitSet();
        groups = new Groups(next.topology());
        standings = new Standing[present.units.length];
        noteAll();
    }

    private void noteAll() {
        for (Unit unit : present.units) {
            note(unit);
        }
    }

    /** The health of a unit has changed, or may have. */
    void note(Unit unit) {
        if (has(unit)) {
            online.set(unit.number(), unit.status() == ResourceStatus.ONLINE);
            standings[unit.number()] = unit.standing();
            if (groups.hasMember(unit.number())) {
                count(unit);
            }
        }
    }

    private void count(Unit member) {
        Standing now = standing(member);
        ResourceStatus status = now == Standing.COMPLETED ? ResourceStatus.ONLINE : member.status();
        groups.count(member.number(), status, now.isActive());
    }

    /** How the members of a group stand. A job's success may be a thing of the past without anything that happened to it. */
    Members members(Unit group) {
        for (int job : groups.jobs(group.number())) {
            count(unit(job));
        }
        return groups.of(group.number());
    }

    /** Whether the unit of a resource of the present graph is online. */
    public boolean isOnline(int number) {
        return online.get(number);
    }

    /** How a resource stands, for plans; what has gone from the graph needs nothing. */
    public Standing standing(String id) {
        Unit unit = present.find(id);
        return unit == null ? Standing.OFFLINE : standing(unit);
    }

    /** How a resource of this graph stands, which may be an earlier one. */
    public Standing standing(ResourceGraph graph, int number) {
        if (isPresent(graph)) {
            Standing seen = standings[number];
            return seen == Standing.OFFLINE && hasCompleted(number) ? Standing.COMPLETED : seen;
        }
        Unit unit = find(graph, number);
        return unit == null ? Standing.OFFLINE : standing(unit);
    }

    /** How a unit of the present graph stands. */
    public Standing standing(Unit unit) {
        Standing seen = unit.standing();
        return seen == Standing.OFFLINE && hasCompleted(unit.number()) ? Standing.COMPLETED : seen;
    }

    /** Whether it is a job that has ended well since what it needs last started. */
    private boolean hasCompleted(int number) {
        Topology graph = present.graph.topology();
        if (!graph.isJob(number)) {
            return false;
        }
        long completed = unit(number).hands().completedAt();
        Edges needs = graph.needs();
        for (int i = needs.from(number); i < needs.to(number); i++) {
            if (unit(needs.at(i)).hands().startedAt() >= completed) {
                return false;
            }
        }
        int host = graph.host(number);
        return completed > 0 && (host == Topology.NONE || unit(host).hands().startedAt() < completed);
    }

    /** The next moment: what happened later has the higher one. */
    public long nextMoment() {
        return ++moments;
    }
}
