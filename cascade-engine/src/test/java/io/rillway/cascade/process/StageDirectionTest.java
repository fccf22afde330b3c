// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import io.rillway.testing.HouseRules;
import org.junit.jupiter.api.Test;

class StageDirectionTest {

    private static final String ROOT = "io.rillway.cascade.";

    @Test
    void theViewOfTheSystemStandsOnTheJdkAlone() {
        HouseRules.check(ROOT + "system");
    }

    @Test
    void processesStandOnTheViewOfTheSystem() {
        HouseRules.check(ROOT + "process", ROOT + "system..", "org.slf4j..");
    }

    @Test
    void theNetworkStandsOnTheJdkAlone() {
        HouseRules.check(ROOT + "net");
    }

    @Test
    void probesKnowNoConnector() {
        HouseRules.check(ROOT + "probe", ROOT + "process..", ROOT + "system..", ROOT + "net..");
    }

    @Test
    void connectorsStandOnProcessesTheNetworkAndWhatProbesExpect() {
        HouseRules.check(
                ROOT + "connector",
                ROOT + "process..",
                ROOT + "system..",
                ROOT + "net..",
                ROOT + "probe..",
                "org.slf4j..");
    }
}
