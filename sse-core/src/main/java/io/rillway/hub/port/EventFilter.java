// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A filter narrows a subscription by the types and attributes of events; it never widens one.
 *
 * @param types the types to let through; empty lets every type through
 * @param attributes for each name the values to let through; an event without the attribute is held back
 */
public record EventFilter(Set<String> types, Map<String, Set<String>> attributes) {

    /** The filter that lets everything through. */
    public static final EventFilter NONE = new EventFilter(Set.of(), Map.of());

    public EventFilter {
        types = Set.copyOf(types);
        attributes = attributes.isEmpty()
                ? Map.of()
                : attributes.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Set.copyOf(e.getValue())));
    }

    /**
     * {@return whether an event passes}
     *
     * @param type the type of the event
     * @param values the attributes of the event
     */
    public boolean passes(String type, Map<String, String> values) {
        if (!types.isEmpty() && !types.contains(type)) {
            return false;
        }
        for (Map.Entry<String, Set<String>> wanted : attributes.entrySet()) {
            String value = values.get(wanted.getKey());
            if (value == null || !wanted.getValue().contains(value)) {
                return false;
            }
        }
        return true;
    }
}
