// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.watch.Unit;
import io.rillway.cascade.watch.Units;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The berth of each unit of the present graph that anything went on around. Of the coordinator alone. */
final class Berths {

    private final Units units;

    // By the numbers of units.
    private List<@Nullable Berth> berths = List.of();

    Berths(Units units) {
        this.units = units;
    }

    /** The berth of a unit; one that has left the graph has a new one each time, which nobody else knows. */
    Berth of(Unit unit) {
        if (!units.has(unit)) {
            return new Berth();
        }
        if (berths.isEmpty()) {
            berths = empty();
        }
        Berth known = berths.get(unit.number());
        if (known == null) {
            known = new Berth();
            berths.set(unit.number(), known);
        }
        return known;
    }

    private List<@Nullable Berth> empty() {
        return new ArrayList<>(Collections.nCopies(units.graph().topology().size(), null));
    }

    /** The graph changes: what goes on around a resource goes on around it whatever its unit and its number are then. */
    void during(Runnable change) {
        Map<String, Berth> byId = new HashMap<>();
        units.all().forEach(unit -> byId.put(unit.id(), of(unit)));
        change.run();
        berths = empty();
        units.all().forEach(unit -> berths.set(unit.number(), byId.get(unit.id())));
    }
}
