// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.plan.Experience;
import io.rillway.cascade.watch.Habit;
import io.rillway.cascade.watch.Unit;
import io.rillway.cascade.watch.Units;

/** What steps took; where a resource has no past, it is expected to take what others did. Of the coordinator alone. */
final class Durations implements Experience {

    private final Units units;
    private final int parallel;
    private double usual = Double.NaN;

    Durations(Units units, int parallel) {
        this.units = units;
        this.parallel = parallel;
    }

    /** A step ended well, after so long. */
    void took(Unit unit, Action action, double taken) {
        unit.habit().took(action, taken);
        usual = Habit.mixed(usual, taken);
    }

    @Override
    public boolean isEmpty() {
        return Double.isNaN(usual);
    }

    @Override
    public long expectedMillis(ResourceGraph graph, int number, Action action) {
        if (isEmpty()) {
            return USUAL_MILLIS;
        }
        Unit unit = units.find(graph, number);
        double known = unit == null ? Double.NaN : unit.habit().millis(action);
        return Math.max(1, Math.round(Double.isNaN(known) ? usual : known));
    }

    @Override
    public int parallel() {
        return parallel;
    }
}
