// SPDX-License-Identifier: Apache-2.0
package io.rillway.events;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A topic is the path of what an event is about: {@code cascade/7f3}, {@code resource/nas}, {@code logs}.
 *
 * <p>A path has 1 to {@value #MAX_SEGMENTS} segments between slashes and at most {@value #MAX_LENGTH} characters. A
 * segment is not empty and holds no control character, white space, {@code *} or {@code ?}.
 *
 * <p><b>Threads:</b> immutable. <b>Errors:</b> a path that breaks the rules is an {@link IllegalArgumentException} that
 * names it.
 *
 * @param path the segments, joined by slashes
 */
public record Topic(String path) implements Comparable<Topic> {

    /** The most segments a path may have. */
    public static final int MAX_SEGMENTS = 16;

    /** The most characters a path may have. */
    public static final int MAX_LENGTH = 256;

    public Topic {
        requireNonNull(path, "path");
        TopicPath.check("topic", path, false);
    }

    /**
     * {@return the topic with this path}
     *
     * @param path the segments, joined by slashes
     * @throws IllegalArgumentException if the path is not a topic's path
     */
    public static Topic of(String path) {
        return new Topic(path);
    }

    /** {@return the segments of the path, in order} */
    public List<String> segments() {
        return TopicPath.split(path);
    }

    @Override
    public int compareTo(Topic other) {
        return path.compareTo(other.path);
    }

    /** {@return the path} */
    @Override
    public String toString() {
        return path;
    }
}
