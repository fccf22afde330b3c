// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.watch.Unit;
import io.rillway.cascade.watch.Units;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How many actions may be under way, at all and on what runs on one host. Of the coordinator alone. */
final class Places {

    private final Units units;
    private final int most;
    private final Map<String, Integer> takenOnHost = new HashMap<>();
    private final Map<String, String> hostOf = new HashMap<>();
    private int taken;

    Places(Units units, int most) {
        this.units = units;
        this.most = most;
    }

    boolean hasAny() {
        return taken < most;
    }

    /** The host of the unit that has no place for it now, if there is one. */
    Optional<String> fullHost(Unit unit) {
        return unit.isHosted()
                ? limitedHost(unit).filter(host -> takenOnHost.getOrDefault(host, 0) >= limit(host))
                : Optional.empty();
    }

    private Optional<String> limitedHost(Unit unit) {
        return unit.resource().host().filter(host -> limit(host) < Integer.MAX_VALUE);
    }

    private int limit(String host) {
        return units.graph()
                .find(host)
                .map(resource -> resource.steps().hostedAtOnce().orElse(Integer.MAX_VALUE))
                .orElse(Integer.MAX_VALUE);
    }

    void take(Unit unit) {
        taken++;
        if (unit.isHosted()) {
            limitedHost(unit).ifPresent(host -> takeOn(host, unit));
        }
    }

    private void takeOn(String host, Unit unit) {
        takenOnHost.merge(host, 1, Integer::sum);
        hostOf.put(unit.id(), host);
    }

    /** Gives a unit's place back; the host, if others may have waited for a place on it. */
    Optional<String> giveBack(Unit unit) {
        taken--;
        if (hostOf.isEmpty()) {
            return Optional.empty();
        }
        String host = hostOf.remove(unit.id());
        if (host != null) {
            takenOnHost.computeIfPresent(host, (id, count) -> count == 1 ? null : count - 1);
        }
        return Optional.ofNullable(host);
    }
}
