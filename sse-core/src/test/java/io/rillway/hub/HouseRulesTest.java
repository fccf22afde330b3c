// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub;

import io.rillway.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void theHubKnowsNoFramework() {
        HouseRules.check("io.rillway.hub", "io.rillway.events..", "org.slf4j..");
    }
}
