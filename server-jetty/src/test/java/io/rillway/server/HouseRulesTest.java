// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import io.rillway.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void theServerStandsOnHubAndEngine() {
        HouseRules.check(
                "io.rillway.server",
                "ch.qos.logback..",
                "io.rillway.events..",
                "io.rillway.hub..",
                "io.rillway.cascade..",
                "io.micrometer..",
                "jakarta.servlet..",
                "org.eclipse.jetty..",
                "org.slf4j..",
                "tools.jackson..");
    }
}
