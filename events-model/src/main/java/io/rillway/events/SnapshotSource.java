// SPDX-License-Identifier: Apache-2.0
package io.rillway.events;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Tells who comes late how things stand, so that they need not have heard everything before. A stream begins with what a
 * source says, and goes on live from the place in the log up to which that is true.
 *
 * <p><b>Threads:</b> any thread may ask; a source answers from memory and does not wait. <b>Errors:</b> a selector that
 * picks nothing it knows of is answered with no events.
 */
@FunctionalInterface
public interface SnapshotSource {

    /**
     * {@return how things stand on the topics that the selector picks}
     *
     * @param selector the topics that somebody subscribes to
     */
    Snapshot snapshot(TopicSelector selector);

    /**
     * How things stand.
     *
     * @param events the state, each event on the topic that it is about
     * @param validAsOf the log id of the last event that the state takes into account; empty if there is none yet
     */
    record Snapshot(List<Event> events, String validAsOf) {

        public Snapshot {
            events = List.copyOf(events);
            requireNonNull(validAsOf, "validAsOf");
        }
    }
}
