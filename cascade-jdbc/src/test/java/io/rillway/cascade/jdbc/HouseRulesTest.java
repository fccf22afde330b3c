// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import io.rillway.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void theJournalKnowsThePortAndAPoolOnly() {
        HouseRules.check(
                "io.rillway.cascade.jdbc",
                "io.rillway.cascade.journal..",
                "com.zaxxer.hikari..",
                "tools.jackson..",
                "org.slf4j..");
    }
}
