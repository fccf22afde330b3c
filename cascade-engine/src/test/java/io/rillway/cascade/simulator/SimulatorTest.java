// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random worlds, each read by a checker that knows nothing of the engine's thoughts; the seed names the one that
 * breaks a promise. More of them with {@code -Pproof-simulator}.
 */
class SimulatorTest {

    private static final int WORLDS = Integer.getInteger("rillway.worlds", 1500);
    private static final long FIRST = Long.getLong("rillway.seed", 0);

    @Test
    @DisplayName("S1-31 S1-33 S1-34 where nothing goes wrong, every promise is kept and everything succeeds")
    void keepsItsPromisesInCalmWorlds() {
        for (long seed = FIRST; seed < FIRST + WORLDS; seed++) {
            assertThat(Scenario.run(seed, false)).as("seed %s", seed).isEmpty();
        }
    }

    @Test
    @DisplayName("S1-32 S1-33 S1-34 whatever goes wrong, no promise is broken and everything ends once")
    void keepsItsPromisesInRoughWorlds() {
        for (long seed = FIRST; seed < FIRST + WORLDS; seed++) {
            assertThat(Scenario.run(seed, true)).as("seed %s", seed).isEmpty();
        }
    }
}
