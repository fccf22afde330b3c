// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import io.rillway.events.catalog.CascadeEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is known of a running cascade: its steps and how far each has come. Made of its progress events. */
final class Progress {

    /** One step. */
    record Step(int number, String name, String status, Instant since, Duration took) {

        boolean isOver() {
            return status.equals("online") || status.equals("offline");
        }
    }

    private final Map<Integer, Step> steps = new TreeMap<>();
    private int total;
    private int completed;

    /** Takes an event; {@return the step that it changed} */
    Step take(CascadeEvents.Progress event, Instant now) {
        Step before = steps.get(event.step());
        CascadeEvents.CurrentDependency current = event.currentDependency();
        Instant since = before == null ? now : before.since();
        Step step = new Step(event.step(), current.name(), current.status(), since, Duration.between(since, now));
        steps.put(event.step(), step);
        total = event.totalSteps();
        completed = Math.max(completed, event.completedSteps());
        return step;
    }

    Collection<Step> steps() {
        return steps.values();
    }

    int total() {
        return total;
    }

    int completed() {
        return completed;
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
