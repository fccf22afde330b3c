// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.plan.Experience;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What steps took, the last ones counting most; where a resource has no past, it is expected to take what others did. Of the coordinator alone. */
final class Durations implements Experience {

    private static final double NEWEST = 0.3;

    private final int parallel;
    private final Map<Action, Map<String, Double>> millis = new EnumMap<>(Action.class);
    private double usual;
    private boolean empty = true;

    Durations(int parallel) {
        this.parallel = parallel;
        for (Action action : Action.values()) {
            millis.put(action, new HashMap<>());
        }
    }

    /** A step ended well, after so long. */
    void took(String resourceId, Action action, double taken) {
        of(action).merge(resourceId, taken, Durations::mixed);
        usual = empty ? taken : mixed(usual, taken);
        empty = false;
    }

    private static double mixed(double before, double now) {
        return before + NEWEST * (now - before);
    }

    private Map<String, Double> of(Action action) {
        return millis.computeIfAbsent(action, key -> new HashMap<>());
    }

    /** Forgets every other resource. */
    void retain(Set<String> resources) {
        millis.values().forEach(known -> known.keySet().retainAll(resources));
    }

    @Override
    public boolean isEmpty() {
        return empty;
    }

    @Override
    public long expectedMillis(String resourceId, Action action) {
        if (empty) {
            return USUAL_MILLIS;
        }
        Double known = of(action).get(resourceId);
        return Math.max(1, Math.round(known == null ? usual : known));
    }

    @Override
    public int parallel() {
        return parallel;
    }
}
