// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class HandleTableIT {

    private final ProcessTable table = new HandleTable();

    @Test
    void knowsAProcessWhileItLives() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "300").start();
        ProcessIdentity identity = table.identify(process.pid());

        assertThat(table.isAlive(identity)).isTrue();
        assertThat(table.find(process.pid()).orElseThrow().parent())
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(table.all()).extracting(ProcessEntry::identity).contains(identity);

        process.destroyForcibly().waitFor();
        assertThat(table.isAlive(identity)).isFalse();
    }
}
