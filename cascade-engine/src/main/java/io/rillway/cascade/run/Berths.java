// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.watch.Unit;
import io.rillway.cascade.watch.Units;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The berth of each unit of the present graph that anything went on around. Of the coordinator alone. */
final class Berths {

    private final Units units;

    // By the numbers of units.
    private @Nullable Berth[] berths = {};

    Berths(Units units) {
        this.units = units;
    }

    /** The berth of a unit; one that has left the graph has a new one each time, which nobody else knows. */
    Berth of(Unit unit) {
        return units.has(unit) ? at(unit.number()) : new Berth();
    }

    /** The berth of a resource of this graph, which may be an earlier one; a unit of the present one is not touched. */
    Berth of(ResourceGraph graph, int number) {
        return units.isPresent(graph) ? at(number) : of(units.unit(graph, number));
    }

    private Berth at(int number) {
        if (berths.length == 0) {
            berths = empty();
        }
        Berth known = berths[number];
        if (known == null) {
            known = new Berth();
            berths[number] = known;
        }
        return known;
    }

    private @Nullable Berth[] empty() {
        return new @Nullable Berth[units.graph().topology().size()];
    }

    /** The graph changes: what goes on around a resource goes on around it whatever its unit and its number are then. */
    void during(Runnable change) {
        Map<String, Berth> byId = new HashMap<>();
        units.all().forEach(unit -> byId.put(unit.id(), of(unit)));
        change.run();
        berths = empty();
        units.all().forEach(unit -> berths[unit.number()] = byId.get(unit.id()));
    }
}
