// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

import static java.util.Objects.requireNonNull;

import io.rillway.events.EventType;
import java.time.Duration;

/**
 * The sign of life of a stream (requirements C7).
 *
 * @param style a comment, or a named event
 * @param text what stands after the colon of the comment, with a leading space if one is wanted; or the event's type
 * @param interval the time between two, 1 second to 24 hours in whole seconds on the wire; tests may go below
 */
public record Heartbeat(Style style, String text, Duration interval) {

    /** How a heartbeat looks. */
    public enum Style {
        /** A comment line, which a browser does not show. */
        COMMENT,
        /** An event, which a browser does show. */
        EVENT
    }

    private static final Duration MOST = Duration.ofDays(1);

    public Heartbeat {
        requireNonNull(style, "style");
        requireNonNull(text, "text");
        if (interval.isNegative() || interval.isZero() || interval.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "interval: " + interval + " (expected: more than zero, at most " + MOST + ")");
        }
        if (style == Style.EVENT) {
            EventType.of(text, Object.class);
        }
    }

    /**
     * {@return a heartbeat that is a comment}
     *
     * @param text what stands after the colon
     * @param interval the time between two
     */
    public static Heartbeat comment(String text, Duration interval) {
        return new Heartbeat(Style.COMMENT, text, interval);
    }

    /**
     * {@return a heartbeat that is an event}
     *
     * @param type the event's type
     * @param interval the time between two
     */
    public static Heartbeat event(String type, Duration interval) {
        return new Heartbeat(Style.EVENT, type, interval);
    }
}
