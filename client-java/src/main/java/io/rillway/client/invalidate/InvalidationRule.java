// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.invalidate;

import static java.util.Objects.requireNonNull;

import io.rillway.client.model.StreamEvent.Received;
import io.rillway.events.EventType;
import java.util.List;
import java.util.function.Function;

/**
 * What an event makes stale.
 *
 * @param type the event's type; with {@code *} at its end, every type that begins so
 * @param keys what it makes stale
 */
public record InvalidationRule(String type, Function<Received, List<CacheKey>> keys) {

    public InvalidationRule {
        requireNonNull(type, "type");
        requireNonNull(keys, "keys");
    }

    /**
     * {@return a rule whose keys do not depend on the event}
     *
     * @param type the event's type, or its beginning and {@code *}
     * @param keys what it makes stale
     */
    public static InvalidationRule of(String type, CacheKey... keys) {
        List<CacheKey> fixed = List.of(keys);
        return new InvalidationRule(type, event -> fixed);
    }

    /**
     * {@return a rule whose keys depend on the payload}
     *
     * @param type the event's type
     * @param keys what a payload makes stale
     * @param <T> the payload
     */
    public static <T> InvalidationRule of(EventType<T> type, Function<T, List<CacheKey>> keys) {
        return new InvalidationRule(type.name(), event -> keys.apply(event.decode(type)));
    }

    boolean isAbout(Received event) {
        return type.endsWith("*")
                ? event.type().startsWith(type.substring(0, type.length() - 1))
                : event.type().equals(type);
    }
}
