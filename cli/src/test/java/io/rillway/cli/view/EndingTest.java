// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import static io.rillway.cli.testing.Records.ended;
import static io.rillway.cli.testing.Records.failed;
import static io.rillway.cli.testing.Records.start;
import static io.rillway.cli.testing.Records.stop;
import static io.rillway.cli.testing.Records.untouched;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.StepState;
import org.junit.jupiter.api.Test;

class EndingTest {

    @Test
    void tellsWhatIsReached() {
        assertThat(Ending.success(start(CascadeStatus.COMPLETED, ended(1, "web", StepState.DONE, 0, 1))))
                .containsExactly("web is online: 1 step in 8.4 s");
        assertThat(Ending.success(stop(
                        CascadeStatus.COMPLETED,
                        ended(1, "web", StepState.DONE, 0, 1),
                        ended(2, "db", StepState.DONE, 1, 2))))
                .containsExactly("web is offline: 2 steps in 8.4 s");
        assertThat(Ending.success(start(CascadeStatus.COMPLETED))).containsExactly("web is online already");
    }

    @Test
    void namesTheServiceTheCodeItsLastLinesAndWhatStaysUp() {
        assertThat(Ending.failure(failed(
                        2,
                        "PROCESS_EXITED",
                        "Sign-in: it ended with exit code 1; last output: auth: starting | auth: no space left",
                        ended(1, "db", StepState.DONE, 0, 1),
                        ended(2, "auth", StepState.FAILED, 1, 2),
                        untouched(3, "web", StepState.ABANDONED, "step 2 failed"))))
                .containsExactly(
                        "web did not start: auth failed at step 2 of 3 (PROCESS_EXITED)",
                        "  Sign-in: it ended with exit code 1",
                        "  | auth: starting",
                        "  | auth: no space left",
                        "  started and left up: db");
    }

    @Test
    void tellsACascadeThatWasCancelledBeforeItsFirstStep() {
        assertThat(Ending.failure(failed(0, "CANCELLED", "cancelled")))
                .containsExactly("web did not start (CANCELLED)", "  cancelled");
    }

    @Test
    void tellsWhatACancelledCascadeHasDone() {
        CascadeRecord record = failed(
                0,
                "CANCELLED",
                "cancelled; left to itself: web",
                ended(1, "db", StepState.DONE, 0, 1),
                ended(2, "web", StepState.ABANDONED, 1, 2));
        assertThat(Ending.cancelled(record))
                .containsExactly(
                        "cancelled: the start of web, 1 of 2 steps done",
                        "  cancelled; left to itself: web",
                        "  started and left up: db");
        assertThat(Ending.cancelled(failed(0, "CANCELLED", "cancelled")))
                .containsExactly("cancelled: the start of web, 0 of 0 steps done");
        assertThat(Ending.over(start(CascadeStatus.COMPLETED))).isEqualTo("the start of web (c1) has reached its end");
        assertThat(Ending.over(failed(1, "TIMEOUT", ""))).isEqualTo("the start of web (c1) has failed");
    }
}
