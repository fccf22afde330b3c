// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.route;

import io.rillway.events.Event;
import io.rillway.events.Topic;
import io.rillway.events.TopicSelector;
import io.rillway.hub.port.EventFilter;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.port.SubscribeRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber gets, in which form. Subscribers with equal keys get the same bytes.
 *
 * @param selectors what both the request and the grants pick; none covers another
 * @param filter narrows by type and attribute
 * @param format in which form it comes
 */
public record SelectionKey(List<TopicSelector> selectors, EventFilter filter, Format format) {

    /**
     * {@return the key of what a request gets}
     *
     * @param request the request
     */
    public static SelectionKey of(SubscribeRequest request) {
        List<TopicSelector> both = both(request.selectors(), request.grants());
        return new SelectionKey(both, request.filter(), Format.of(request.options()));
    }

    private static List<TopicSelector> both(List<TopicSelector> selectors, List<TopicSelector> grants) {
        // Whoever subscribes pays for this, thousands at a time when a server comes back: loops, and nothing made in
        // vain.
        List<TopicSelector> both = new ArrayList<>(selectors.size());
        for (TopicSelector asked : selectors) {
            for (TopicSelector grant : grants) {
                TopicSelector picked = both(asked, grant);
                if (picked != null && !both.contains(picked)) {
                    both.add(picked);
                }
            }
        }
        Collections.sort(both);
        return both.size() < 2 ? List.copyOf(both) : least(both);
    }

    /**
     * {@return the key of what is left of this within other grants}
     *
     * @param grants what may be seen
     */
    public SelectionKey within(List<TopicSelector> grants) {
        List<TopicSelector> both = both(selectors, grants);
        return both.equals(selectors) ? this : new SelectionKey(both, filter, format);
    }

    private static @Nullable TopicSelector both(TopicSelector asked, TopicSelector grant) {
        if (grant.equals(TopicSelector.ALL) || grant.equals(asked)) {
            return asked;
        }
        return asked.intersect(grant).orElse(null);
    }

    /** Those that no other covers. */
    private static List<TopicSelector> least(List<TopicSelector> both) {
        List<TopicSelector> wildcards =
                both.stream().filter(selector -> !selector.isExact()).toList();
        return both.stream()
                .filter(selector -> wildcards.stream().noneMatch(other -> hides(other, selector)))
                .toList();
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
        List<String> topics = new ArrayList<>(selectors.size());
        for (TopicSelector selector : selectors) {
            if (!selector.isExact()) {
                return List.of();
            }
            topics.add(selector.pattern());
        }
        return topics;
    }

    /**
     * {@return whether an entry is picked and passes the filter}
     *
     * @param entry the entry
     */
    public boolean takes(LogEntry entry) {
        return picks(entry.event().topics()) && passes(entry);
    }

    /**
     * {@return whether an event is picked and passes the filter}
     *
     * @param event the event
     */
    public boolean takes(Event event) {
        return picks(event.topics()) && passes(event);
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
        return passes(entry.event());
    }

    /**
     * {@return whether an event that is picked passes the filter}
     *
     * @param event the event
     */
    public boolean passes(Event event) {
        return filter.passes(event.type(), event.attributes());
    }

    /**
     * {@return whether a topic of these is named by one of these selectors: picked, and not because all topics are}
     *
     * @param topics the topics of an event that is live only
     * @param selectors what is asked for
     */
    public static boolean names(List<Topic> topics, List<TopicSelector> selectors) {
        for (TopicSelector selector : selectors) {
            if (!selector.pattern().startsWith("*") && topics.stream().anyMatch(selector::matches)) {
                return true;
            }
        }
        return false;
    }
}
