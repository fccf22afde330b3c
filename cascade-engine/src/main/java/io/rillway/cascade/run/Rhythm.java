// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import java.time.Duration;

/** The times between polls: quick first, then slower, up to the interval. Each returns its next. */
record Rhythm(Duration delay, Duration interval) {

    private static final Duration QUICK = Duration.ofMillis(50);

    static Rhythm upTo(Duration interval) {
        return new Rhythm(QUICK.compareTo(interval) < 0 ? QUICK : interval, interval);
    }

    Rhythm next() {
        Duration doubled = delay.multipliedBy(2);
        return new Rhythm(doubled.compareTo(interval) < 0 ? doubled : interval, interval);
    }
}
