// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import static io.rillway.cli.testing.Records.ended;
import static io.rillway.cli.testing.Records.pending;
import static io.rillway.cli.testing.Records.running;
import static io.rillway.cli.testing.Records.start;
import static io.rillway.cli.testing.Records.stop;
import static io.rillway.cli.testing.Records.untouched;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.StepState;
import io.rillway.cli.testing.Recording;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainViewTest {

    private final Recording recording = Recording.of(Map.of());
    private final PlainView view = new PlainView(recording.shell());

    @Test
    void tellsEachChangeOnce() {
        view.show(start(CascadeStatus.IN_PROGRESS, running(1, "db", 0), pending(2, "web")));
        view.show(start(CascadeStatus.IN_PROGRESS, running(1, "db", 0), pending(2, "web")));
        view.show(start(CascadeStatus.IN_PROGRESS, ended(1, "db", StepState.DONE, 0, 1.2), running(2, "web", 1.2)));

        assertThat(recording.out().lines())
                .containsExactly(
                        "12:00:00 [1/2] db starting",
                        "12:00:01 [1/2] db online (1.2 s)",
                        "12:00:01 [2/2] web starting");
    }

    @Test
    void catchesUpInTheOrderOfTheServersTimes() {
        view.show(stop(
                CascadeStatus.COMPLETED,
                ended(1, "web", StepState.DONE, 0, 3),
                ended(2, "auth", StepState.DONE, 1, 2),
                ended(3, "db", StepState.DONE, 3, 3.5)));

        assertThat(recording.out().lines())
                .containsExactly(
                        "12:00:00 [1/3] web stopping",
                        "12:00:01 [2/3] auth stopping",
                        "12:00:02 [2/3] auth offline (1.0 s)",
                        "12:00:03 [1/3] web offline (3.0 s)",
                        "12:00:03 [3/3] db stopping",
                        "12:00:03 [3/3] db offline (0.5 s)");
    }

    @Test
    void tellsFailuresAndWhatWasNotDone() {
        view.show(start(
                CascadeStatus.FAILED,
                ended(1, "db", StepState.FAILED, 0, 1),
                untouched(2, "cache", StepState.SKIPPED, "already online"),
                untouched(3, "web", StepState.ABANDONED, "step 1 failed")));

        assertThat(recording.out().lines())
                .containsExactly(
                        "12:00:00 [1/3] db starting",
                        "12:00:01 [1/3] db failed (1.0 s)",
                        "12:00:01 [2/3] cache left alone: already online",
                        "12:00:01 [3/3] web not begun: step 1 failed");
    }

    @Test
    void tellsTroubleOnTheOtherChannel() {
        view.trouble("the server ended the stream; attempt 1 in 1.0 s");

        assertThat(recording.out()).isEmpty();
        assertThat(recording.err().strip()).isEqualTo("rillway: the server ended the stream; attempt 1 in 1.0 s");
    }
}
