// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.catalog.CascadeEvents;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text);
    private final Progress progress = new Progress();

    private void tell(ProgressView view, int step, String name, String status, int completed, int second) {
        CascadeEvents.Progress event = new CascadeEvents.Progress(
                "c", "web", step, 2, completed, new CascadeEvents.CurrentDependency(name, name, status));
        Instant now = NOON.plusSeconds(second);
        view.show(progress, progress.take(event, now), now);
    }

    @Test
    void plainLinesInAPipe() {
        ProgressView view = new PlainView(out, ZoneOffset.UTC);
        tell(view, 1, "db", "starting", 0, 0);
        tell(view, 1, "db", "online", 1, 2);

        assertThat(text).hasToString(String.format("12:00:00 [1/2] db starting%n12:00:02 [1/2] db online (2.0 s)%n"));
    }

    @Test
    void picturesInATerminal() {
        ProgressView view = new LiveView(out, 23, false);
        tell(view, 1, "db", "starting", 0, 0);
        tell(view, 1, "db", "online", 1, 2);
        tell(view, 2, "web", "starting", 1, 2);

        String[] pictures = text.toString().split("\u001b\\[[0-9]+A", -1);
        assertThat(pictures).hasSize(3);
        assertThat(pictures[0]).startsWith("\u2026 db ").contains("starting").contains("\u2591 0/2");
        assertThat(pictures[2])
                .contains("\u2714 db ")
                .contains("2.0 s")
                .contains("\u2026 web ")
                .contains("\u2588\u2588")
                .endsWith(" 1/2\u001b[K\n");
    }

    @Test
    void coloursOnlyWhereWanted() {
        tell(new LiveView(out, 80, true), 1, "db", "online", 1, 0);

        assertThat(text.toString()).contains("\u001b[32m");
    }
}
