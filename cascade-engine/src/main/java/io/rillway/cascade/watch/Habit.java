// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import io.rillway.cascade.model.Action;

/** How long actions on a unit take, the last ones counting most. Of the coordinator alone. */
public final class Habit {

    private static final double NEWEST = 0.3;

    private double startMillis = Double.NaN;
    private double stopMillis = Double.NaN;

    /** An action ended well, after so long. */
    public void took(Action action, double taken) {
        if (action == Action.START) {
            startMillis = mixed(startMillis, taken);
        } else {
            stopMillis = mixed(stopMillis, taken);
        }
    }

    /** What is to be expected, or not a number if nothing is known. */
    public double millis(Action action) {
        return action == Action.START ? startMillis : stopMillis;
    }

    /** What is to be expected after it was expected to take so long, or nothing was known, and then took that long. */
    public static double mixed(double before, double now) {
        return Double.isNaN(before) ? now : before + NEWEST * (now - before);
    }
}
