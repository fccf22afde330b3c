// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import io.rillway.cascade.loop.Alarm;
import io.rillway.cascade.loop.Loop;
import io.rillway.cascade.model.HealthCheck;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Watches all resources between cascades: each at its interval, spread so that they do not come all at once, and at once
 * when something says that it may have changed.
 */
public final class Watch {

    private static final int WITHOUT_PROBE = 5;

    private final Loop loop;
    private final Units units;
    private final Survey survey;
    private final Duration pollInterval;
    private final SplittableRandom random;
    private final Map<String, Alarm> alarms = new HashMap<>();

    /** A watch; a resource without a probe is looked at every fifth poll interval. */
    public Watch(Loop loop, Units units, Survey survey, Duration pollInterval) {
        this.loop = loop;
        this.units = units;
        this.survey = survey;
        this.pollInterval = pollInterval;
        this.random = new SplittableRandom(TimeUnit.NANOSECONDS.convert(pollInterval));
    }

    /** Looks at everything now, and at each again at its interval. */
    public void begin() {
        units.all().forEach(this::follow);
    }

    /** Looks at a unit now, and again at its interval. */
    public void follow(Unit unit) {
        if (unit.isVisible()) {
            lookNow(unit.id());
        }
    }

    /** Looks at once, if there is still such a resource: it may have changed, so that a look under way is too old. */
    public void changed(Unit unit) {
        if (unit.isVisible() && !unit.isBusy()) {
            survey.fresh(unit);
        }
    }

    private void lookNow(String id) {
        units.find(id).ifPresent(unit -> {
            schedule(unit);
            survey.of(List.of(unit), () -> {});
        });
    }

    /** Looks at nothing any more. */
    public void end() {
        alarms.values().forEach(Alarm::cancel);
        alarms.clear();
    }

    /** Forgets a resource. */
    public void forget(String id) {
        Alarm alarm = alarms.remove(id);
        if (alarm != null) {
            alarm.cancel();
        }
    }

    private void schedule(Unit unit) {
        forget(unit.id());
        alarms.put(unit.id(), loop.after(interval(unit), () -> lookNow(unit.id())));
    }

    private Duration interval(Unit unit) {
        return unit.resource()
                .health()
                .map(HealthCheck::options)
                .map(options -> spread(options.interval(), 1))
                .orElseGet(() -> spread(pollInterval, WITHOUT_PROBE));
    }

    /** So many times the interval, and never longer, which is promised. */
    private Duration spread(Duration interval, int times) {
        double nanos = (double) TimeUnit.NANOSECONDS.convert(interval) * times;
        return Duration.ofNanos((long) (nanos * (0.9 + 0.1 * random.nextDouble())));
    }
}
