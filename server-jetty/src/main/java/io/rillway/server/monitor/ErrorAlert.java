// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import static java.util.Objects.requireNonNull;

import io.rillway.events.catalog.LogEvents;
import io.rillway.events.catalog.LogEvents.Alert;
import io.rillway.events.catalog.LogEvents.Level;
import io.rillway.events.catalog.LogEvents.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Raises an alert when too many errors are logged within a window, once, and again only after there were fewer
 * (requirement S2-12).
 *
 * <p><b>Threads:</b> any; the alert is told on the thread that logged the error that was too many.
 */
public final class ErrorAlert implements Consumer<LogLine> {

    private final int threshold;
    private final Duration window;
    private final InstantSource clock;
    private final Consumer<Alert> told;

    // Guarded by errors; never more than the threshold.
    private final ArrayDeque<Instant> errors = new ArrayDeque<>();
    private boolean raised;

    /**
     * An alert that is not raised.
     *
     * @param threshold the number of errors that is too many, 1 or more
     * @param window within which they count
     * @param clock the time that the window is told from
     * @param told is told of an alert; must not wait for anything
     */
    public ErrorAlert(int threshold, Duration window, InstantSource clock, Consumer<Alert> told) {
        if (threshold < 1) {
            throw new IllegalArgumentException("threshold: " + threshold + " (expected: 1 or more)");
        }
        this.threshold = threshold;
        this.window = requireNonNull(window, "window");
        this.clock = requireNonNull(clock, "clock");
        this.told = requireNonNull(told, "told");
    }

    @Override
    public void accept(LogLine line) {
        if (line.level() == Level.ERROR) {
            alert(line.ts()).ifPresent(told);
        }
    }

    private Optional<Alert> alert(Instant at) {
        Instant now = clock.instant();
        synchronized (errors) {
            while (!errors.isEmpty() && errors.getFirst().isBefore(now.minus(window))) {
                errors.removeFirst();
            }
            raised = raised && errors.size() >= threshold;
            errors.add(at);
            if (errors.size() > threshold) {
                errors.removeFirst();
            }
            if (raised || errors.size() < threshold) {
                return Optional.empty();
            }
            raised = true;
            return Optional.of(new Alert(LogEvents.ALERT_TYPE, threshold, errors.size(), at, window.toMillis(), now));
        }
    }
}
