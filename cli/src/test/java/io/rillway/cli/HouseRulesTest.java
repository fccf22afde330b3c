// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import io.rillway.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void theCommandLineUsesDoors() {
        HouseRules.check(
                "io.rillway.cli",
                "io.rillway.cascade.model",
                "io.rillway.client",
                "io.rillway.client.model",
                "io.rillway.client.retry",
                "io.rillway.events.wire",
                "io.rillway.server",
                "io.rillway.server.auth",
                "io.rillway.server.config",
                "io.rillway.server.profile",
                "com.sun.management",
                "com.sun.net.httpserver..",
                "javax.management",
                "org.slf4j",
                "picocli..",
                "tools.jackson..");
    }
}
