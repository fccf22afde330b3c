// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.route;

import io.rillway.events.json.Envelope;
import io.rillway.hub.port.SlowSubscriber;
import io.rillway.hub.port.StreamOptions;

/**
 * In which form a subscriber gets what it gets.
 *
 * @param envelope the shape of the bodies
 * @param bytes how many bytes go into one write
 * @param conflates whether events may be left out for later ones with the same key
 */
public record Format(Envelope envelope, int bytes, boolean conflates) {

    /**
     * {@return the form that the options of a stream ask for}
     *
     * @param options the options
     */
    public static Format of(StreamOptions options) {
        return new Format(
                options.envelope(),
                options.budget().bytesInFlight(),
                options.slowSubscriber() == SlowSubscriber.CONFLATE);
    }
}
