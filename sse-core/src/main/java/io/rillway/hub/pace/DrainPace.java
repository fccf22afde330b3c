// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.pace;

import java.time.Duration;

/**
 * How fast streams are told to leave when the hub closes: a few at once, many over half of the grace, so that they neither
 * come back nor find their peers all at one moment.
 *
 * @param streams how many there are
 * @param grace how long they may take in all
 */
public record DrainPace(int streams, Duration grace) {

    /** How long a step takes. */
    public static final Duration STEP = Duration.ofMillis(10);

    private static final int AT_ONCE = 64;

    /** {@return how many are told in one step, so that the steps take half of the grace at most} */
    public int atOnce() {
        long steps = Math.max(1, grace.dividedBy(2).dividedBy(STEP));
        return (int) Math.max(AT_ONCE, (streams + steps - 1) / steps);
    }
}
