// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import io.rillway.cascade.model.Action;
import io.rillway.cli.shell.Paint;
import java.time.Duration;
import java.util.Locale;

/** The words for actions and times. */
final class Words {

    private Words() {}

    /** What a resource is while the action is under way. */
    static String doing(Action action) {
        return action == Action.START ? "starting" : "stopping";
    }

    /** What a resource is when the action is done. */
    static String done(Action action) {
        return action == Action.START ? "online" : "offline";
    }

    static String verb(Action action) {
        return action == Action.START ? "start" : "stop";
    }

    /** A time for people: {@code 0.4 s}, {@code 12.0 s}, {@code 3 min 5 s}. */
    static String time(Duration time) {
        Duration shown = time.isNegative() ? Duration.ZERO : time;
        if (shown.compareTo(Duration.ofMinutes(2)) < 0) {
            return String.format(Locale.ROOT, "%.1f s", (double) shown.toMillis() / 1000);
        }
        return shown.toMinutes() + " min " + shown.toSecondsPart() + " s";
    }

    /** A guess for people, a second at least: {@code 4 s}, {@code 3 min}. */
    static String about(Duration time) {
        long seconds = Math.max(1, Math.round((double) time.toMillis() / 1000));
        return seconds < 100 ? seconds + " s" : Math.round((double) seconds / 60) + " min";
    }

    /** The colour of a resource's status. */
    static Paint paint(String status) {
        return switch (status) {
            case "online" -> Paint.GOOD;
            case "starting", "stopping", "degraded" -> Paint.BUSY;
            case "error" -> Paint.BAD;
            default -> Paint.FAINT;
        };
    }

    static String steps(int count) {
        return count == 1 ? "1 step" : count + " steps";
    }
}
