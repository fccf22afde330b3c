// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.Topology;
import java.util.Collection;
import java.util.List;

/**
 * What one step waits for, in a row that does not change. A link is one number, since a plan has several times as many links as
 * steps, and each is walked along several times.
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

    static LinkRow of(Collection<Link> links) {
        Growing row = new Growing(links.size());
        links.forEach(link -> row.add(link.on(), link.required(), link.condition()));
        return row.row();
    }

    /** Links to what has to end well. */
    static LinkRow hard(int... on) {
        Growing row = new Growing(on.length);
        for (int number : on) {
            row.add(number, true, Condition.HEALTHY);
        }
        return row.row();
    }

    /** How many there are. */
    public int size() {
        return links.length;
    }

    /** The number of the resource that a link, from 0, is to. */
    public int on(int place) {
        return links[place] >>> KIND_BITS;
    }

    /** Whether what a link is to has to end well, or merely to end. */
    public boolean isRequired(int place) {
        return (links[place] & REQUIRED) != 0;
    }

    /** When the wait for a link is over. */
    public Condition condition(int place) {
        int code = links[place] & CONDITION;
        return code == HEALTHY ? Condition.HEALTHY : code == STARTED ? Condition.STARTED : Condition.COMPLETED;
    }

    /** A link by itself. */
    public Link at(int place) {
        return new Link(on(place), isRequired(place), condition(place));
    }

    /** The resources that the links are to. */
    List<String> ids(Topology graph) {
        String[] ids = new String[links.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = graph.id(on(i));
        }
        return List.of(ids);
    }

    /** Links that are going to be a row of so many. */
    static final class Growing {

        private final int[] links;
        private int size;

        Growing(int links) {
            this.links = new int[links];
        }

        void add(int on, boolean required, Condition condition) {
            links[size++] = on << KIND_BITS | (required ? REQUIRED : 0) | code(condition);
        }

        private static int code(Condition condition) {
            return switch (condition) {
                case STARTED -> STARTED;
                case HEALTHY -> HEALTHY;
                case COMPLETED -> COMPLETED;
            };
        }

        LinkRow row() {
            return links.length == 0 ? EMPTY : new LinkRow(links);
        }
    }
}
