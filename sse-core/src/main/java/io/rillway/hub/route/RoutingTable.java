// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.route;

import io.rillway.events.Topic;
import io.rillway.events.TopicSelector;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds who selects a topic: exact topics by hash, wildcards by a tree of segments, so that the cost goes by what matches.
 *
 * <p><b>Threads:</b> for one thread, its shard's.
 *
 * @param <T> who selects
 */
public final class RoutingTable<T> {

    private final Map<String, Set<T>> exact = new HashMap<>();
    private final Node<T> root = new Node<>();
    private int wildcards;

    private static final class Node<T> {
        private final Map<String, Node<T>> children = new HashMap<>();
        private final Set<T> ending = new LinkedHashSet<>();
        private final Set<T> open = new LinkedHashSet<>();

        boolean isEmpty() {
            return children.isEmpty() && ending.isEmpty() && open.isEmpty();
        }
    }

    /** An empty table. */
    public RoutingTable() {}

    /**
     * Adds who selects.
     *
     * @param selector what it selects
     * @param who who selects
     */
    public void add(TopicSelector selector, T who) {
        if (selector.isExact()) {
            exact.computeIfAbsent(selector.pattern(), path -> new LinkedHashSet<>())
                    .add(who);
            return;
        }
        Node<T> node = root;
        for (String segment : selector.segments()) {
            if (segment.equals("**")) {
                wildcards += node.open.add(who) ? 1 : 0;
                return;
            }
            node = node.children.computeIfAbsent(segment, s -> new Node<>());
        }
        wildcards += node.ending.add(who) ? 1 : 0;
    }

    /**
     * Removes who selected.
     *
     * @param selector what it selected
     * @param who who selected
     */
    public void remove(TopicSelector selector, T who) {
        if (selector.isExact()) {
            exact.computeIfPresent(selector.pattern(), (path, all) -> all.remove(who) && all.isEmpty() ? null : all);
        } else {
            remove(root, selector.segments(), 0, who);
        }
    }

    private void remove(Node<T> node, List<String> segments, int at, T who) {
        if (at == segments.size()) {
            wildcards -= node.ending.remove(who) ? 1 : 0;
        } else if (segments.get(at).equals("**")) {
            wildcards -= node.open.remove(who) ? 1 : 0;
        } else {
            Node<T> child = node.children.get(segments.get(at));
            if (child != null) {
                remove(child, segments, at + 1, who);
                if (child.isEmpty()) {
                    node.children.remove(segments.get(at));
                }
            }
        }
    }

    /**
     * {@return who selects one of these topics, each once}
     *
     * @param topics the topics of one event
     */
    public Set<T> match(List<Topic> topics) {
        Set<T> found = new LinkedHashSet<>();
        for (Topic topic : topics) {
            found.addAll(exact.getOrDefault(topic.path(), Set.of()));
            if (wildcards > 0) {
                collect(root, topic.segments(), 0, found);
            }
        }
        return found;
    }

    private static <T> void collect(Node<T> node, List<String> segments, int at, Set<T> found) {
        found.addAll(node.open);
        if (at == segments.size()) {
            found.addAll(node.ending);
            return;
        }
        Node<T> named = node.children.get(segments.get(at));
        if (named != null) {
            collect(named, segments, at + 1, found);
        }
        Node<T> any = node.children.get("*");
        if (any != null) {
            collect(any, segments, at + 1, found);
        }
    }
}
