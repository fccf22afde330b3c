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

    @Test
    void fitsANarrowTerminalAndNothingElse() {
        List<StatusTable.Row> rows =
                List.of(new StatusTable.Row("web-shop", "online", "nas", List.of("auth", "catalog", "search")));

        assertThat(StatusTable.lines(rows, new Screen(true, 40, 24, false, true))
                        .get(1))
                .isEqualTo("web-shop  online  nas      auth, catalo\u2026")
                .hasSize(40);
        assertThat(StatusTable.lines(rows, new Screen(true, 20, 24, false, false))
                        .get(1))
                .endsWith("auth, c~");
        assertThat(StatusTable.lines(rows, new Screen(false, 40, 24, false, true))
                        .get(1))
                .endsWith("auth, catalog, search");
    }
}
