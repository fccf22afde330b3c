// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.model;

import static java.util.Objects.requireNonNull;

import io.rillway.events.wire.SseLimits;

/**
 * What a client makes of the bytes it gets.
 *
 * @param limits what a stream may be
 * @param comments whether comments are given out
 * @param duplicates how many of the last ids are remembered, so that an event whose own id is among them is dropped; 0 for
 *     none, since the standard knows no duplicates
 * @param end when the stream has come to its own end
 */
public record Reception(SseLimits limits, boolean comments, int duplicates, StreamEnd end) {

    public Reception {
        requireNonNull(limits, "limits");
        requireNonNull(end, "end");
        if (duplicates < 0) {
            throw new IllegalArgumentException("duplicates: " + duplicates + " (expected: 0 or more)");
        }
    }

    /** {@return {@link SseLimits#defaults}, no comments, whatever comes, without end} */
    public static Reception defaults() {
        return new Reception(SseLimits.defaults(), false, 0, StreamEnd.NEVER);
    }

    /**
     * {@return these settings with other limits}
     *
     * @param limits what a stream may be
     */
    public Reception withLimits(SseLimits limits) {
        return new Reception(limits, comments, duplicates, end);
    }

    /** {@return these settings with comments given out} */
    public Reception withComments() {
        return new Reception(limits, true, duplicates, end);
    }

    /**
     * {@return these settings with duplicates dropped}
     *
     * @param duplicates how many of the last ids are remembered, 0 or more
     */
    public Reception withoutDuplicates(int duplicates) {
        return new Reception(limits, comments, duplicates, end);
    }

    /**
     * {@return these settings with another end}
     *
     * @param end when the stream has come to its own end
     */
    public Reception withEnd(StreamEnd end) {
        return new Reception(limits, comments, duplicates, end);
    }
}
