// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import io.rillway.cascade.model.Dependency.Condition;
import java.util.Collection;
import java.util.List;

/**
 * What one resource waits for, in a row. A link is one number, since a plan has several times as many links as steps, and each
 * is walked along several times.
 *
 * <p><b>Threads:</b> immutable. <b>Errors:</b> {@link ArrayIndexOutOfBoundsException} for a place that there is not.
 * <b>Limits:</b> its numbers mean nothing in another graph.
 */
public final class LinkRow {

    /** No link. */
    public static final LinkRow EMPTY = new LinkRow(new int[0]);

    private static final int KIND_BITS = 3;
    private static final int REQUIRED = 4;
    private static final int CONDITION = 3;
    private static final int STARTED = 0;
    private static final int HEALTHY = 1;
    private static final int COMPLETED = 2;

    private final int[] links;

    private LinkRow(int[] links) {
        this.links = links;
    }

    /**
     * {@return these links, of which no two are to the same resource}
     *
     * @param links the links
     */
    public static LinkRow of(Collection<Link> links) {
        return links.isEmpty()
                ? EMPTY
                : new LinkRow(links.stream().mapToInt(LinkRow::code).toArray());
    }

    /**
     * {@return links to what has to end well}
     *
     * @param on the numbers of those, each once
     */
    public static LinkRow hard(int... on) {
        int[] links = new int[on.length];
        for (int i = 0; i < on.length; i++) {
            links[i] = on[i] << KIND_BITS | REQUIRED | HEALTHY;
        }
        return links.length == 0 ? EMPTY : new LinkRow(links);
    }

    private static int code(Link link) {
        int condition = switch (link.condition()) {
            case STARTED -> STARTED;
            case HEALTHY -> HEALTHY;
            case COMPLETED -> COMPLETED;
        };
        return link.on() << KIND_BITS | (link.required() ? REQUIRED : 0) | condition;
    }

    /** {@return how many there are} */
    public int size() {
        return links.length;
    }

    /**
     * {@return the number of the resource that a link is to}
     *
     * @param place the link, from 0
     */
    public int on(int place) {
        return links[place] >>> KIND_BITS;
    }

    /**
     * {@return whether what a link is to has to end well, or merely to end}
     *
     * @param place the link, from 0
     */
    public boolean isRequired(int place) {
        return (links[place] & REQUIRED) != 0;
    }

    /**
     * {@return when the wait for a link is over}
     *
     * @param place the link, from 0
     */
    public Condition condition(int place) {
        int code = links[place] & CONDITION;
        return code == HEALTHY ? Condition.HEALTHY : code == STARTED ? Condition.STARTED : Condition.COMPLETED;
    }

    /**
     * {@return a link by itself}
     *
     * @param place the link, from 0
     */
    public Link at(int place) {
        return new Link(on(place), isRequired(place), condition(place));
    }

    /**
     * {@return the ids of the resources that the links are to}
     *
     * @param graph their graph
     */
    public List<String> ids(Topology graph) {
        String[] ids = new String[links.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = graph.id(on(i));
        }
        return List.of(ids);
    }
}
