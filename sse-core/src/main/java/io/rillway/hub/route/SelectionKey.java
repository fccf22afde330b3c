// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.route;

import io.rillway.events.TopicSelector;
import io.rillway.events.json.Envelope;
import io.rillway.hub.port.EventFilter;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.port.SubscribeRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What a subscriber gets, in which envelope. Subscribers with equal keys get the same bytes.
 *
 * @param selectors what both the request and the grants pick; none covers another
 * @param filter narrows by type and attribute
 * @param envelope the shape of the bodies
 */
public record SelectionKey(List<TopicSelector> selectors, EventFilter filter, Envelope envelope) {

    /**
     * {@return the key of what a request gets}
     *
     * @param request the request
     */
    public static SelectionKey of(SubscribeRequest request) {
        List<TopicSelector> both = request.selectors().stream()
                .flatMap(asked -> request.grants().stream().flatMap(grant -> asked.intersect(grant).stream()))
                .distinct()
                .sorted()
                .toList();
        List<TopicSelector> least = new ArrayList<>();
        for (TopicSelector selector : both) {
            if (least.stream().noneMatch(other -> other.covers(selector))) {
                least.removeIf(selector::covers);
                least.add(selector);
            }
        }
        return new SelectionKey(
                List.copyOf(least), request.filter(), request.options().envelope());
    }

    /** {@return the paths of the topics, if all of the selectors are exact; else nothing} */
    public List<String> exactTopics() {
        return selectors.stream().allMatch(TopicSelector::isExact)
                ? selectors.stream().map(TopicSelector::pattern).toList()
                : List.of();
    }

    /**
     * {@return whether an entry is picked and passes the filter}
     *
     * @param entry the entry
     */
    public boolean takes(LogEntry entry) {
        return selectors.stream()
                        .anyMatch(selector -> entry.event().topics().stream().anyMatch(selector::matches))
                && passes(entry);
    }

    /**
     * {@return whether an entry that is picked passes the filter}
     *
     * @param entry the entry
     */
    public boolean passes(LogEntry entry) {
        return filter.passes(entry.event().type(), entry.event().attributes());
    }
}
