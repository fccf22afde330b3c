// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.watch.Unit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The berth of each unit that anything went on around. Of the coordinator alone. */
final class Berths {

    private final Map<Unit, Berth> byUnit = new HashMap<>();

    Berth of(Unit unit) {
        Berth known = byUnit.get(unit);
        return known != null ? known : byUnit.computeIfAbsent(unit, key -> new Berth());
    }

    /** The unit has left the graph; another one may have taken its place, and what goes on goes on around that. */
    void left(Unit unit, @Nullable Unit instead) {
        Berth berth = byUnit.remove(unit);
        if (berth != null && instead != null) {
            byUnit.put(instead, berth);
        }
    }
}
