// SPDX-License-Identifier: Apache-2.0
package io.rillway.events;

import io.rillway.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void eventsModelStandsOnTheGround() {
        HouseRules.check("io.rillway.events", "tools.jackson..");
    }
}
