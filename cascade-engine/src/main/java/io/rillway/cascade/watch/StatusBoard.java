// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.journal.JournalEntry.StatusChanged;
import io.rillway.cascade.model.Edges;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.model.Topology;
import io.rillway.cascade.plan.Standing;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The statuses of all resources, groups included: shown to anybody, and told through the journal when they settle. */
public final class StatusBoard {

    private final Units units;
    private final Journal journal;
    private final InstantSource clock;
    private Consumer<Unit> mourner = unit -> {};

    /** The board of these units. */
    public StatusBoard(Units units, Journal journal, InstantSource clock) {
        this.units = units;
        this.journal = journal;
        this.clock = clock;
    }

    /** From now on told of each unit that has ended on its own, and not well as far as is known. */
    public void onDeath(Consumer<Unit> listener) {
        mourner = listener;
    }

    /** The status of every resource, in the graph's order. */
    public Map<String, ResourceStatus> statuses() {
        Map<String, ResourceStatus> statuses = new LinkedHashMap<>();
        units.all().forEach(unit -> statuses.put(unit.id(), unit.shown()));
        return Collections.unmodifiableMap(statuses);
    }

    /** An action begins. */
    public void begin(Unit unit, ResourceStatus underWay) {
        unit.health().begin(underWay);
        units.note(unit);
        tell(unit);
    }

    /** An action has ended well; {@link #tell} is to follow. */
    public void settle(Unit unit, ResourceStatus now) {
        unit.health().settle(now);
        units.note(unit);
    }

    /** An action has failed; {@link #tell} is to follow. */
    public void fail(Unit unit) {
        unit.health().fail();
        units.note(unit);
    }

    /** An action was given up; {@link #tell} is to follow. */
    public void forget(Unit unit) {
        unit.health().forget();
        units.note(unit);
    }

    /** A unit is about to be started again; {@link #tell} is to follow. */
    public void awaitReturn(Unit unit) {
        unit.health().awaitReturn();
        units.note(unit);
    }

    /** A unit is not started again after all. */
    public void stayDown(Unit unit) {
        unit.health().stayDown();
        units.note(unit);
        tell(unit);
    }

    /** A look between actions has found something; what has gone from the graph meanwhile is not told of. */
    public void see(Unit unit, Sight sight) {
        if (!units.has(unit)) {
            return;
        }
        boolean died = unit.health().see(sight, unit.thresholds());
        units.note(unit);
        if (died) {
            mourner.accept(unit);
        }
        tell(unit);
    }

    /** Shows a unit's status, and that of the groups it belongs to, and writes down what is new. */
    public void tell(Unit unit) {
        show(unit);
        if (units.isMember(unit)) {
            tellGroups(units.graph().topology().groups(), unit);
        }
    }

    private void tellGroups(Edges groups, Unit first) {
        Deque<Unit> open = new ArrayDeque<>(List.of(first));
        for (Unit told = open.poll(); told != null; told = open.poll()) {
            for (int i = groups.from(told.number()); i < groups.to(told.number()); i++) {
                Unit group = units.unit(groups.at(i));
                if (derive(group)) {
                    show(group);
                    open.add(group);
                }
            }
        }
    }

    /** Derives every group, each after those that it consists of. */
    public void deriveAll() {
        Topology graph = units.graph().topology();
        for (int number = 0; number < graph.size(); number++) {
            Unit unit = units.unit(number);
            if (unit.resource().isGroup() && derive(unit)) {
                show(unit);
            }
        }
    }

    private void show(Unit unit) {
        unit.show();
        if (unit.isNews()) {
            journal.append(new StatusChanged(clock.instant(), unit.id(), unit.kind(), unit.status()));
        }
    }

    /** A group stands as what it requires does; returns whether that has changed anything. */
    private boolean derive(Unit group) {
        Members members = units.members(group);
        ResourceStatus status = members.status();
        Standing before = group.health().standing();
        boolean changed = group.status() != status;
        group.health().derive(status, members.isAnyActive());
        units.note(group);
        return changed || before != group.health().standing();
    }
}
