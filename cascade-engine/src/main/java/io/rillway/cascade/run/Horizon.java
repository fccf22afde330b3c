// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.plan.Experience;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much longer a run is going to take: the longest way that has not ended, and what fits side by side. Of the coordinator alone. */
final class Horizon {

    private final Experience experience;
    private final Ways ways = new Ways();
    private boolean isKnown;
    private long workMillis;

    // As it was told last: it hardly changes from one step to the next.
    private @Nullable Long told;

    Horizon(Experience experience) {
        this.experience = experience;
    }

    void add(List<StepRun> steps) {
        isKnown = !experience.isEmpty();
        ways.add(steps.stream().mapToLong(StepRun::wayMillis).toArray());
        steps.forEach(step -> workMillis += step.expectedMillis());
    }

    /** A step has ended, or never will begin. */
    void passed(StepRun step) {
        ways.remove(step.wayMillis());
        workMillis -= step.expectedMillis();
    }

    /** What is left, or null if nothing is known. */
    @Nullable
    Long remainingMillis() {
        if (!isKnown) {
            return null;
        }
        long left = Math.max(ways.longest(), workMillis / experience.parallel());
        if (told == null || told != left) {
            told = left;
        }
        return told;
    }
}
