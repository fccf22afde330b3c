// SPDX-License-Identifier: Apache-2.0
package io.rillway.events;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A selector picks topics: a path in which {@code *} stands for any one segment and {@code **}, as the last segment, for
 * the rest, which may be nothing.
 *
 * <p>So {@code cascade/**} picks {@code cascade}, {@code cascade/7f3} and everything below; {@code user/*} picks
 * {@code user/42} but neither {@code user} nor {@code user/42/inbox}; {@code **} picks everything.
 *
 * <p><b>Threads:</b> immutable. <b>Errors:</b> a pattern that breaks the rules is an {@link IllegalArgumentException}
 * that names it.
 *
 * @param pattern the path, with or without wildcards
 */
public record TopicSelector(String pattern) implements Comparable<TopicSelector> {

    /** The selector that picks every topic. */
    public static final TopicSelector ALL = new TopicSelector("**");

    public TopicSelector {
        requireNonNull(pattern, "pattern");
        TopicPath.check("topic selector", pattern, true);
    }

    /**
     * {@return the selector with this pattern}
     *
     * @param pattern the path, with or without wildcards
     * @throws IllegalArgumentException if the pattern is not a selector's
     */
    public static TopicSelector of(String pattern) {
        return new TopicSelector(pattern);
    }

    /**
     * {@return the selector that picks this topic alone}
     *
     * @param topic the topic to pick
     */
    public static TopicSelector exactly(Topic topic) {
        return new TopicSelector(topic.path());
    }

    /** {@return the segments of the pattern, in order} */
    public List<String> segments() {
        return TopicPath.split(pattern);
    }

    /** {@return whether the pattern has no wildcard, so that it picks one topic} */
    public boolean isExact() {
        return pattern.indexOf('*') < 0;
    }

    /**
     * {@return whether this selector picks the topic}
     *
     * @param topic the topic to look at
     */
    public boolean matches(Topic topic) {
        throw new UnsupportedOperationException("events-model");
    }

    /**
     * {@return whether this selector picks every topic that the other one picks}
     *
     * @param other the selector that may be narrower
     */
    public boolean covers(TopicSelector other) {
        throw new UnsupportedOperationException("events-model");
    }

    /**
     * {@return the selector that picks exactly the topics both pick, or empty if there is none}
     *
     * @param other the selector to narrow this one to
     */
    public Optional<TopicSelector> intersect(TopicSelector other) {
        throw new UnsupportedOperationException("events-model");
    }

    @Override
    public int compareTo(TopicSelector other) {
        return pattern.compareTo(other.pattern);
    }

    /** {@return the pattern} */
    @Override
    public String toString() {
        return pattern;
    }
}
