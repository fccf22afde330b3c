// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.plan.Experience;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much longer a run is going to take: the longest way that has not ended, and what fits side by side. Of the coordinator alone. */
final class Horizon {

    private final Experience experience;
    private final List<StepRun> byWay = new ArrayList<>();
    private long workMillis;
    private int first;

    // As it was told last: it hardly changes from one step to the next.
    private @Nullable Long told;

    Horizon(Experience experience) {
        this.experience = experience;
    }

    void add(List<StepRun> steps) {
        if (experience.isEmpty()) {
            return;
        }
        byWay.addAll(steps);
        byWay.sort(Comparator.comparingLong(StepRun::wayMillis).reversed());
        first = 0;
        steps.forEach(step -> workMillis += step.expectedMillis());
    }

    /** A step has ended, or never will begin. */
    void passed(StepRun step) {
        workMillis -= step.expectedMillis();
    }

    /** What is left, or null if nothing is known. */
    @Nullable
    Long remainingMillis() {
        if (byWay.isEmpty()) {
            return null;
        }
        while (first < byWay.size() && !byWay.get(first).isOpen()) {
            first++;
        }
        long way = first == byWay.size() ? 0 : byWay.get(first).wayMillis();
        long left = Math.max(way, Math.max(0, workMillis) / experience.parallel());
        if (told == null || told != left) {
            told = left;
        }
        return told;
    }
}
