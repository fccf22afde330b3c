// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.endpoint;

import static java.util.Objects.requireNonNull;

import io.rillway.events.TopicSelector;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the streams of an endpoint carry, and what a request may choose of it. A choice only narrows (requirements C9).
 *
 * @param topics what a stream carries whose request chooses no topics; {@code {principal}} in one is the name of who asks
 * @param parameters the query parameters that are heard: {@code "topic"}, {@code "events"}, {@code "since"}, {@code "last"},
 *     {@code "meta_*"} for what a subscriber says about itself, names of attributes to filter by, and {@code "*"} for the
 *     attribute of any other name; a parameter that is not among them has no effect
 * @param replay where in the log a stream starts
 */
public record Offer(List<String> topics, Set<String> parameters, Replay replay) {

    /** The parameter that stands for all that have no meaning of their own. */
    public static final String ANY = "*";

    private static final String PRINCIPAL = "{principal}";

    public Offer {
        topics = List.copyOf(topics);
        parameters = Set.copyOf(parameters);
        requireNonNull(replay, "replay");
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("topics: [] (expected: at least one)");
        }
        topics.forEach(pattern -> TopicSelector.of(pattern.replace(PRINCIPAL, "x")));
    }

    /**
     * {@return whether a query parameter is heard}
     *
     * @param parameter its name
     */
    public boolean hears(String parameter) {
        return parameters.contains(parameter);
    }

    /**
     * {@return what a stream carries whose request chooses no topics}; empty if the name cannot be part of a topic, of
     * which nobody can be granted any.
     *
     * @param principal who asks
     */
    public List<TopicSelector> topicsOf(String principal) {
        return topics.stream().flatMap(pattern -> topic(pattern, principal)).toList();
    }

    private static Stream<TopicSelector> topic(String pattern, String principal) {
        if (!pattern.contains(PRINCIPAL)) {
            return Stream.of(TopicSelector.of(pattern));
        }
        boolean isSegment = principal.indexOf('/') < 0 && principal.indexOf('*') < 0;
        try {
            return isSegment ? Stream.of(TopicSelector.of(pattern.replace(PRINCIPAL, principal))) : Stream.empty();
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    /**
     * {@return the same, with other topics}
     *
     * @param topics what a stream carries whose request chooses none
     */
    public Offer withTopics(String... topics) {
        return new Offer(List.of(topics), parameters, replay);
    }

    /**
     * {@return the same, where requests may choose by other parameters}
     *
     * @param parameters the query parameters that are heard
     */
    public Offer withParameters(String... parameters) {
        return new Offer(topics, Set.of(parameters), replay);
    }

    /**
     * {@return the same, with another start}
     *
     * @param replay where in the log a stream starts
     */
    public Offer withReplay(Replay replay) {
        return new Offer(topics, parameters, replay);
    }
}
