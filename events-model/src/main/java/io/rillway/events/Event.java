// SPDX-License-Identifier: Apache-2.0
package io.rillway.events;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event is a fact to be told: what it is about, what kind it is, and its payload.
 *
 * <p>The payload is {@code null}, a record, a map, a list, a string, a number, a boolean or {@link Json}. It is encoded
 * when the event is published and must not change before that.
 *
 * <p><b>Threads:</b> immutable. <b>Errors:</b> a value that could break a frame, a route or a limit is an
 * {@link IllegalArgumentException} that names the field and the value. <b>Limits:</b> {@value #MAX_TOPICS} topics,
 * {@value #MAX_TYPE_LENGTH} characters of type, {@value #MAX_ATTRIBUTES} attributes.
 *
 * @param topics what the event is about, at least one; a subscriber that matches several gets the event once
 * @param type the kind of event, the {@code event:} field on the wire; not empty, without CR, LF or NUL
 * @param data the payload
 * @param attributes names and values that filters go by, for example {@code project_id}
 * @param exclude who must not receive it, or null
 * @param ttl how long after its publication it is still worth delivering, or null for as long as the log keeps it
 * @param key what {@code CONFLATE} goes by: of several waiting events with one key the last counts; or null
 */
public record Event(
        List<Topic> topics,
        String type,
        @Nullable Object data,
        Map<String, String> attributes,
        @Nullable Exclusion exclude,
        @Nullable Duration ttl,
        @Nullable String key) {

    /** The most topics one event may name. */
    public static final int MAX_TOPICS = 32;

    /** The most characters of a type. */
    public static final int MAX_TYPE_LENGTH = 128;

    /** The most attributes of one event. */
    public static final int MAX_ATTRIBUTES = 32;

    public Event {
        topics = List.copyOf(topics);
        attributes = Map.copyOf(attributes);
        checkSize("topics", topics.size(), 1, MAX_TOPICS);
        checkSize("attributes", attributes.size(), 0, MAX_ATTRIBUTES);
        checkType(type);
        if (ttl != null && (ttl.isNegative() || ttl.isZero())) {
            throw new IllegalArgumentException("ttl: " + ttl + " (expected: more than zero)");
        }
    }

    /**
     * {@return an event about one topic}
     *
     * @param topic the topic's path
     * @param type the kind of event
     * @param data the payload
     * @throws IllegalArgumentException if a value breaks a limit
     */
    public static Event of(String topic, String type, @Nullable Object data) {
        return new Event(List.of(Topic.of(topic)), type, data, Map.of(), null, null, null);
    }

    /**
     * {@return this event, about these topics}
     *
     * @param topics the topics' paths, at least one
     */
    public Event withTopics(String... topics) {
        List<Topic> paths = List.of(topics).stream().map(Topic::of).toList();
        return new Event(paths, type, data, attributes, exclude, ttl, key);
    }

    /**
     * {@return this event with these attributes instead of its own}
     *
     * @param attributes names and values that filters go by
     */
    public Event withAttributes(Map<String, String> attributes) {
        return new Event(topics, type, data, attributes, exclude, ttl, key);
    }

    /**
     * {@return this event, kept from one principal or connection}
     *
     * @param exclude who must not receive it
     */
    public Event withExclude(Exclusion exclude) {
        return new Event(topics, type, data, attributes, requireNonNull(exclude, "exclude"), ttl, key);
    }

    /**
     * {@return this event with a time to live}
     *
     * @param ttl how long it is worth delivering, more than zero
     */
    public Event withTtl(Duration ttl) {
        return new Event(topics, type, data, attributes, exclude, requireNonNull(ttl, "ttl"), key);
    }

    /**
     * {@return this event with a conflation key}
     *
     * @param key what {@code CONFLATE} goes by
     */
    public Event withKey(String key) {
        return new Event(topics, type, data, attributes, exclude, ttl, requireNonNull(key, "key"));
    }

    static void checkType(String type) {
        requireNonNull(type, "type");
        if (type.isEmpty()
                || type.length() > MAX_TYPE_LENGTH
                || type.codePoints().anyMatch(Event::isUnfit)) {
            String shown = type.length() > MAX_TYPE_LENGTH ? type.substring(0, 32) + "..." : type;
            throw new IllegalArgumentException(
                    "type: \"" + shown.replaceAll("[\\p{Cntrl}\\p{Cs}]", "\uFFFD") + "\" (expected: 1 to "
                            + MAX_TYPE_LENGTH + " characters, none of them a control character or half of a pair)");
        }
    }

    /** A control character would break the frame, and half of a surrogate pair can be put neither in UTF-8 nor in JSON. */
    static boolean isUnfit(int c) {
        return Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static void checkSize(String name, int size, int least, int most) {
        if (size < least || size > most) {
            throw new IllegalArgumentException(name + ": " + size + " (expected: " + least + " to " + most + ")");
        }
    }
}
