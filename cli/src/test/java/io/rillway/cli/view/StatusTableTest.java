// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cli.shell.Screen;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTableTest {

    private static final List<StatusTable.Row> ROWS = List.of(
            new StatusTable.Row("nas", "online", "", List.of()),
            new StatusTable.Row("web-shop", "error", "nas", List.of("auth", "db")));

    @Test
    void linesUp() {
        assertThat(StatusTable.lines(ROWS, Screen.PIPE))
                .containsExactly(
                        "RESOURCE  STATUS  RUNS ON  NEEDS",
                        "nas       online  -        -",
                        "web-shop  error   nas      auth, db");
    }

    @Test
    void paintsTheStatusAlone() {
        assertThat(StatusTable.lines(ROWS, new Screen(true, 80, 24, true, true)).get(2))
                .isEqualTo("web-shop  \u001b[31merror\u001b[0m   nas      auth, db");
    }
}
