// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Plan.Cause;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTextTest {

    @Test
    void tellsWhatInWhichOrderAndWhy() {
        Plan plan = new Plan(
                Action.START,
                "web",
                List.of(
                        new Plan.Step("nas", "NAS", Cause.HOST, "db", List.of()),
                        new Plan.Step("db", "DB", Cause.DEPENDENCY, "web", List.of("nas")),
                        new Plan.Step("web", "Web", Cause.TARGET, null, List.of("db"))),
                List.of(
                        new Plan.Skipped("a", "A", "already online"),
                        new Plan.Skipped("b", "B", "no direct connector"),
                        new Plan.Skipped("c", "C", "already online")),
                List.of(),
                List.of());

        assertThat(PlanText.all(plan))
                .containsExactly(
                        "start web: 3 steps",
                        "  1  nas  host of db",
                        "  2  db   dependency of web; after nas",
                        "  3  web  asked for; after db",
                        "already online: A, C",
                        "no direct connector: B");
    }

    @Test
    void tellsWhatIsKeptForWhomAndWhatHasToBeConfirmed() {
        Plan plan = new Plan(
                Action.STOP,
                "web",
                List.of(),
                List.of(),
                List.of(new Plan.Protected("cache", "Cache", List.of("reports"), "needed by reports")),
                List.of("nas"));

        assertThat(PlanText.all(plan))
                .containsExactly(
                        "stop web: nothing to do",
                        "Cache left running: needed by reports",
                        "nas is stopped only if that is confirmed");
    }
}
