// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void theClientNeedsTheWordsOnly() {
        HouseRules.check("io.rillway.client", "io.rillway.events..", "org.slf4j..");
    }
}
