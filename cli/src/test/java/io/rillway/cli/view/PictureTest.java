// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import static io.rillway.cli.testing.Records.ended;
import static io.rillway.cli.testing.Records.pending;
import static io.rillway.cli.testing.Records.running;
import static io.rillway.cli.testing.Records.start;
import static io.rillway.cli.testing.Records.untouched;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.StepState;
import io.rillway.cli.shell.Screen;
import io.rillway.cli.view.Picture.Times;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PictureTest {

    private static final CascadeRecord HALFWAY = start(
            CascadeStatus.IN_PROGRESS,
            ended(1, "nas", StepState.DONE, 0, 0.4),
            ended(2, "db", StepState.FAILED, 0.4, 1.6),
            running(3, "catalog", 0.4),
            untouched(4, "cache", StepState.SKIPPED, "already online"),
            pending(5, "web"));

    private static List<String> picture(Screen screen, CascadeRecord record) {
        return picture(screen, record, Optional.empty());
    }

    private static List<String> picture(Screen screen, CascadeRecord record, Optional<Duration> left) {
        Times times = new Times(Map.of(3, Duration.ofMillis(2_600)), Duration.ofMillis(3_100), left);
        return new Picture(screen, record, times, 1).lines();
    }

    @Test
    void drawsALineForEachStepAndABar() {
        assertThat(picture(new Screen(true, 80, 24, false, true), HALFWAY))
                .containsExactly(
                        " \u2714 nas      online       0.4 s",
                        " \u2718 db       failed       1.2 s",
                        " \u2819 catalog  starting     2.6 s",
                        " \u00b7 cache    left alone: already online",
                        " \u00b7 web      waiting",
                        " " + "\u2588".repeat(16) + "\u2591".repeat(24) + "  2/5  3.1 s");
    }

    @Test
    void saysHowMuchLongerItMayTakeWhereThatIsKnownAndFits() {
        Optional<Duration> left = Optional.of(Duration.ofMillis(4_600));

        assertThat(picture(new Screen(true, 80, 24, false, true), HALFWAY, left))
                .last()
                .asString()
                .endsWith("  2/5  3.1 s, about 5 s left");
        for (int columns = 20; columns < 60; columns++) {
            int most = columns;
            assertThat(picture(new Screen(true, columns, 24, false, true), HALFWAY, left))
                    .last()
                    .asString()
                    .hasSizeLessThan(most);
        }
    }

    @Test
    void staysWithAsciiWhereTheTerminalHasNothingElse() {
        List<String> lines = picture(new Screen(true, 80, 24, false, false), HALFWAY);

        assertThat(String.join("", lines)).matches("\\p{ASCII}*");
        assertThat(lines).contains(" + nas      online       0.4 s", " \\ catalog  starting     2.6 s");
        assertThat(lines).last().isEqualTo(" " + "#".repeat(16) + "-".repeat(24) + "  2/5  3.1 s");
    }

    @Test
    void coloursOnlyWhereTheyAreWelcome() {
        assertThat(picture(new Screen(true, 80, 24, true, true), HALFWAY).get(0))
                .isEqualTo(" \u001b[32m\u2714\u001b[0m nas      online       0.4 s");
        assertThat(String.join("", picture(new Screen(true, 80, 24, false, true), HALFWAY)))
                .doesNotContain("\u001b");
    }

    @Test
    void fitsTheWidth() {
        for (int columns = 20; columns < 60; columns++) {
            int most = columns;
            assertThat(picture(new Screen(true, columns, 24, false, true), HALFWAY))
                    .allSatisfy(line -> assertThat(line.length()).isLessThan(most));
        }
    }

    @Test
    void fitsTheHeightAndShowsWhatMattersNow() {
        StepRecord[] steps = IntStream.rangeClosed(1, 100)
                .mapToObj(number -> number < 50
                        ? ended(number, "s" + number, StepState.DONE, 0, 1)
                        : number == 70 ? running(number, "s70", 1) : pending(number, "s" + number))
                .toArray(StepRecord[]::new);

        List<String> lines = picture(new Screen(true, 80, 10, false, true), start(CascadeStatus.IN_PROGRESS, steps));

        assertThat(lines).hasSize(8);
        assertThat(lines).anyMatch(line -> line.contains("s70")).anyMatch(line -> line.contains("s49"));
        assertThat(lines.get(6)).isEqualTo("  and 94 more");
    }
}
