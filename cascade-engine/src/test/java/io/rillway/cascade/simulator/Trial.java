// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import java.util.List;

/** Lets the engine of this class loader work, until something is wrong. */
public final class Trial {

    private Trial() {}

    /** The first breach in so many calm and so many rough worlds and the small graphs, or nothing. */
    public static String firstBreach(int worlds) {
        for (long seed = 0; seed < worlds; seed++) {
            List<Breach> calm = Scenario.run(seed, false);
            if (!calm.isEmpty()) {
                return calm.get(0).toString();
            }
            List<Breach> rough = Scenario.run(seed, true);
            if (!rough.isEmpty()) {
                return rough.get(0).toString();
            }
        }
        return "";
    }
}
