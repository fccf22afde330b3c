// SPDX-License-Identifier: Apache-2.0
package io.rillway.events;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
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

    private static final String ONE = "*";
    private static final String REST = "**";

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
        return picks(topic.path());
    }

    /** Compares in place: whoever replays a log asks this for every entry. */
    private boolean picks(String path) {
        int wanted = 0;
        int found = 0;
        while (wanted <= pattern.length()) {
            if (pattern.startsWith(REST, wanted)) {
                return true;
            }
            int wantedEnd = TopicPath.segmentEnd(pattern, wanted);
            int foundEnd = TopicPath.segmentEnd(path, found);
            if (found > path.length() || !picks(wanted, wantedEnd, path, found, foundEnd)) {
                return false;
            }
            wanted = wantedEnd + 1;
            found = foundEnd + 1;
        }
        return found > path.length();
    }

    private boolean picks(int from, int to, String path, int pathFrom, int pathTo) {
        return pattern.startsWith(ONE, from)
                || (to - from == pathTo - pathFrom && pattern.regionMatches(from, path, pathFrom, to - from));
    }

    /**
     * {@return whether this selector picks every topic that the other one picks}
     *
     * @param other the selector that may be narrower
     */
    public boolean covers(TopicSelector other) {
        if (other.isExact()) {
            return picks(other.pattern);
        }
        return intersect(other).map(TopicSelector::shortest).equals(Optional.of(other.shortest()));
    }

    /**
     * {@return the selector that picks exactly the topics both pick, or empty if there is none}
     *
     * @param other the selector to narrow this one to
     */
    public Optional<TopicSelector> intersect(TopicSelector other) {
        if (other.isExact() || equals(ALL)) {
            return picks(other.pattern) || equals(ALL) ? Optional.of(other) : Optional.empty();
        }
        if (isExact() || other.equals(ALL)) {
            return other.intersect(this);
        }
        return intersectSegments(other);
    }

    private Optional<TopicSelector> intersectSegments(TopicSelector other) {
        List<String> mine = prefix();
        List<String> theirs = other.prefix();
        if ((mine.size() < theirs.size() && !isOpen()) || (theirs.size() < mine.size() && !other.isOpen())) {
            return Optional.empty();
        }
        List<String> both = new ArrayList<>(mine.size() >= theirs.size() ? mine : theirs);
        for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
            if (picks(mine.get(i), theirs.get(i))) {
                both.set(i, theirs.get(i));
            } else if (picks(theirs.get(i), mine.get(i))) {
                both.set(i, mine.get(i));
            } else {
                return Optional.empty();
            }
        }
        String path = String.join("/", both);
        if (path.length() > Topic.MAX_LENGTH) {
            return Optional.empty();
        }
        boolean open = isOpen() && other.isOpen();
        return Optional.of(new TopicSelector(open && both.isEmpty() ? REST : open ? path + "/" + REST : path));
    }

    /** Every topic has a segment, so that one segment and the rest are everything. */
    private TopicSelector shortest() {
        return pattern.equals(ONE + "/" + REST) ? ALL : this;
    }

    private boolean isOpen() {
        return pattern.equals(REST) || pattern.endsWith("/" + REST);
    }

    /** The segments before the wildcard for the rest. */
    private List<String> prefix() {
        List<String> all = segments();
        return isOpen() ? all.subList(0, all.size() - 1) : all;
    }

    private static boolean picks(String wanted, String found) {
        return wanted.equals(ONE) || wanted.equals(found);
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
