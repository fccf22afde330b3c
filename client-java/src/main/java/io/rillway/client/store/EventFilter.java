// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.store;

import java.time.Instant;
import java.util.Optional;

/**
 * Which events are wanted; what is empty lets every event through.
 *
 * @param type the event's type
 * @param resource what it is about
 * @param since not kept before this moment
 */
public record EventFilter(Optional<String> type, Optional<String> resource, Optional<Instant> since) {

    /** Every event. */
    public static final EventFilter ALL = new EventFilter(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * {@return this for one type}
     *
     * @param wanted the type
     */
    public EventFilter ofType(String wanted) {
        return new EventFilter(Optional.of(wanted), resource, since);
    }

    /**
     * {@return this for one resource}
     *
     * @param wanted what the events are about
     */
    public EventFilter about(String wanted) {
        return new EventFilter(type, Optional.of(wanted), since);
    }

    /**
     * {@return this from a moment on}
     *
     * @param moment the first moment
     */
    public EventFilter since(Instant moment) {
        return new EventFilter(type, resource, Optional.of(moment));
    }

    boolean lets(StoredEvent stored) {
        return type.map(stored.event().type()::equals).orElse(true)
                && resource.map(wanted ->
                                stored.resource().filter(wanted::equals).isPresent())
                        .orElse(true)
                && since.map(moment -> !stored.at().isBefore(moment)).orElse(true);
    }
}
