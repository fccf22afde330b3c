// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.events.catalog.LogEvents.Alert;
import io.rillway.events.catalog.LogEvents.Level;
import io.rillway.events.catalog.LogEvents.LogLine;
import io.rillway.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LogRingTest {

    private final ManualClock clock = new ManualClock();
    private final LogRing ring = new LogRing(LogRing.USUAL_LINES, LogRing.USUAL_AGE, clock);

    private LogLine line(Level level, String message) {
        return new LogLine(clock.instant(), level, message, null);
    }

    @Test
    @DisplayName("S2-06 keeps 500 lines, the oldest goes first")
    void keepsFiveHundredLines() {
        for (int i = 0; i < 600; i++) {
            ring.log(line(Level.INFO, "m" + i));
        }
        assertThat(ring.lastLogs())
                .hasSize(500)
                .first()
                .extracting(LogLine::message)
                .isEqualTo("m100");
    }

    @Test
    @DisplayName("S2-06 keeps a line for five minutes")
    void keepsALineForFiveMinutes() {
        ring.log(line(Level.INFO, "old"));
        clock.advance(Duration.ofMinutes(5));
        ring.log(line(Level.INFO, "new"));
        assertThat(ring.lastLogs()).extracting(LogLine::message).containsExactly("old", "new");

        clock.advance(Duration.ofSeconds(1));

        assertThat(ring.lastLogs()).extracting(LogLine::message).containsExactly("new");
    }

    @Test
    @DisplayName("S2-08 a listener that throws breaks neither logging nor the others")
    void goesOnWhenAListenerThrows() {
        List<String> heard = new ArrayList<>();
        ring.onLog(line -> {
            throw new IllegalStateException("no");
        });
        LogSource.Registration second = ring.onLog(line -> heard.add(line.message()));

        ring.log(line(Level.WARN, "a"));
        second.close();
        second.close();
        ring.log(line(Level.WARN, "b"));

        assertThat(heard).containsExactly("a");
        assertThat(ring.failures()).isEqualTo(2);
        assertThat(ring.lastLogs()).hasSize(2);
    }

    @Test
    void endsEachRegistrationOnItsOwn() {
        List<String> heard = new ArrayList<>();
        LogSource.Registration first = ring.onLog(line -> heard.add(line.message()));
        ring.onLog(line -> heard.add(line.message()));

        first.close();
        ring.log(line(Level.INFO, "a"));

        assertThat(heard).hasSize(1);
    }

    @Test
    @DisplayName("S2-11 knows the last error, also when its line is gone")
    void knowsTheLastError() {
        assertThat(ring.lastErrorAt()).isEmpty();
        ring.log(line(Level.ERROR, "boom"));
        Instant boom = clock.instant();
        clock.advance(Duration.ofMinutes(6));

        assertThat(ring.lastLogs()).isEmpty();
        assertThat(ring.lastErrorAt()).contains(boom);
    }

    @Test
    @DisplayName("S2-08 G7 what may be a credential is neither kept nor told")
    void keepsNoCredential() {
        List<String> heard = new ArrayList<>();
        ring.onLog(line -> heard.add(line.message()));

        ring.log(line(Level.INFO, "signed in with token=abc123"));

        assertThat(heard).containsExactly("signed in with token=***");
        assertThat(ring.lastLogs()).extracting(LogLine::message).containsExactly("signed in with token=***");
    }

    @Test
    void refusesToKeepNothing() {
        assertThatThrownBy(() -> new LogRing(0, LogRing.USUAL_AGE, clock))
                .hasMessage("maxLines: 0 (expected: 1 or more)");
        assertThatThrownBy(() -> new LogRing(1, Duration.ZERO, clock))
                .hasMessage("maxAge: PT0S (expected: more than zero)");
    }

    @Test
    @DisplayName("S2-12 an alert is raised once, and again only after there were fewer errors")
    void raisesAnAlertOnce() {
        List<Alert> alerts = new ArrayList<>();
        ring.onLog(new ErrorAlert(3, Duration.ofMinutes(1), clock, alerts::add));
        for (int i = 0; i < 10; i++) {
            ring.log(line(Level.ERROR, "boom"));
            ring.log(line(Level.INFO, "fine"));
        }
        assertThat(alerts)
                .containsExactly(new Alert("monitor_error_threshold", 3, 3, clock.instant(), 60_000, clock.instant()));

        clock.advance(Duration.ofMinutes(2));
        ring.log(line(Level.ERROR, "boom"));
        ring.log(line(Level.ERROR, "boom"));
        assertThat(alerts).hasSize(1);
        ring.log(line(Level.ERROR, "boom"));
        assertThat(alerts).hasSize(2);
    }
}
