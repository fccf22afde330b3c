// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import static io.rillway.cli.testing.Records.ended;
import static io.rillway.cli.testing.Records.expecting;
import static io.rillway.cli.testing.Records.pending;
import static io.rillway.cli.testing.Records.running;
import static io.rillway.cli.testing.Records.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.StepState;
import io.rillway.cli.shell.Screen;
import io.rillway.cli.testing.Recording;
import io.rillway.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LiveViewTest {

    private final ManualClock clock = new ManualClock();
    private final Recording recording = Recording.on(new Screen(true, 40, 24, false, false));
    private final LiveView view = new LiveView(recording.shell(), clock);

    /** What a terminal shows in the end, after all movements. */
    private String screen() {
        String[] pictures = recording.out().split("\u001b\\[\\d+A", -1);
        return pictures[pictures.length - 1].replace("\u001b[K", "").replace("\u001b[J", "");
    }

    @Test
    void drawsInPlace() {
        view.show(start(CascadeStatus.IN_PROGRESS, running(1, "db", 0), pending(2, "web")));
        clock.advance(Duration.ofMillis(1_500));
        view.tick();

        assertThat(recording.out()).contains("\u001b[3A");
        assertThat(screen()).isEqualTo("""
                 \\ db   starting     1.5 s
                 . web  waiting
                 --------------------------  0/2  1.5 s
                """);
    }

    @Test
    void countsRunningTimeByItsOwnClockAndEndedTimeByTheServers() {
        clock.advance(Duration.ofDays(300));
        view.show(start(CascadeStatus.IN_PROGRESS, running(1, "db", 0)));
        clock.advance(Duration.ofSeconds(2));
        view.tick();
        assertThat(screen()).contains("db  starting     2.0 s");

        view.show(start(CascadeStatus.COMPLETED, ended(1, "db", StepState.DONE, 0, 1.9)));
        assertThat(screen()).contains("db  online       1.9 s");
    }

    @Test
    void countsDownTheTimeThatIsLeftFromWhenItWasHeardFirst() {
        Recording wide = Recording.on(new Screen(true, 80, 24, false, false));
        LiveView live = new LiveView(wide.shell(), clock);
        CascadeRecord record = expecting(4_000, start(CascadeStatus.IN_PROGRESS, running(1, "db", 0)));
        live.show(record);
        assertThat(wide.out()).endsWith("0/1  0.0 s, about 4 s left\u001b[K\n\u001b[J");

        clock.advance(Duration.ofSeconds(3));
        live.show(record);
        assertThat(wide.out()).endsWith("0/1  3.0 s, about 1 s left\u001b[K\n\u001b[J");

        clock.advance(Duration.ofSeconds(3));
        live.tick();
        assertThat(wide.out()).endsWith("0/1  6.0 s\u001b[K\n\u001b[J");
    }

    @Test
    void showsTroubleBelowThePictureUntilItIsOver() {
        view.show(start(CascadeStatus.IN_PROGRESS, running(1, "db", 0)));
        view.trouble("the server ended the stream; attempt 1 in 1.0 s and many more words");
        assertThat(screen().lines()).last().isEqualTo(" the server ended the stream; attempt 1");

        view.show(start(CascadeStatus.IN_PROGRESS, running(1, "db", 0)));
        assertThat(screen()).doesNotContain("attempt");
    }

    @Test
    void drawsNothingBeforeThereIsAPlan() {
        view.tick();
        view.show(start(CascadeStatus.PENDING));
        view.tick();

        assertThat(recording.out()).isEmpty();
    }
}
