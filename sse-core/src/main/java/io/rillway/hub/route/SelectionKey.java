// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.route;

import io.rillway.events.Topic;
import io.rillway.events.TopicSelector;
import io.rillway.events.json.Envelope;
import io.rillway.hub.port.EventFilter;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.port.SubscribeRequest;
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
        List<TopicSelector> wildcards =
                both.stream().filter(selector -> !selector.isExact()).toList();
        List<TopicSelector> least = both.stream()
                .filter(selector -> wildcards.stream().noneMatch(other -> hides(other, selector)))
                .toList();
        return new SelectionKey(least, request.filter(), request.options().envelope());
    }

    /** Of two that cover each other the first stays. */
    private static boolean hides(TopicSelector other, TopicSelector selector) {
        if (selector.isExact()) {
            return other.matches(Topic.of(selector.pattern()));
        }
        return !other.equals(selector)
                && other.covers(selector)
                && (!selector.covers(other) || other.compareTo(selector) < 0);
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
        return picks(entry.event().topics()) && passes(entry);
    }

    private boolean picks(List<Topic> topics) {
        for (Topic topic : topics) {
            for (TopicSelector selector : selectors) {
                if (selector.matches(topic)) {
                    return true;
                }
            }
        }
        return false;
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
