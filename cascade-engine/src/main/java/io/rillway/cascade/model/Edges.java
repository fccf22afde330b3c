// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

/**
 * Links between numbered resources; those that begin at the same one stand side by side. A row is walked by
 * {@code for (int i = edges.from(n); i < edges.to(n); i++)}, with {@code edges.at(i)} as the other end.
 *
 * <p><b>Threads:</b> immutable. <b>Errors:</b> {@link ArrayIndexOutOfBoundsException} for a number that is none. <b>Limits:</b>
 * as many links as an array has places.
 */
public final class Edges {

    private final int[] starts;
    private final int[] ends;

    /** Whether a link is wanted, by where it begins and its place in that row. */
    interface Filter {
        boolean keeps(int number, int place);
    }

    /** Rows that begin at these places of the ends, with one place more for the end of the last one. */
    Edges(int[] starts, int[] ends) {
        this.starts = starts;
        this.ends = ends;
    }

    /** At most one link for each number, which is its other end or -1. */
    static Edges ofSingle(int[] others) {
        int[] starts = new int[others.length + 1];
        int[] ends = new int[others.length];
        int count = 0;
        for (int i = 0; i < others.length; i++) {
            if (others[i] >= 0) {
                ends[count++] = others[i];
            }
            starts[i + 1] = count;
        }
        return new Edges(starts, ends);
    }

    /** Some of the links as seen from their other ends, in the order of where they began. */
    Edges reversed(Filter filter) {
        int size = starts.length - 1;
        int[] from = new int[size + 1];
        for (int number = 0; number < size; number++) {
            for (int i = starts[number]; i < starts[number + 1]; i++) {
                from[ends[i] + 1] += filter.keeps(number, i - starts[number]) ? 1 : 0;
            }
        }
        for (int number = 0; number < size; number++) {
            from[number + 1] += from[number];
        }
        int[] next = from.clone();
        int[] back = new int[from[size]];
        for (int number = 0; number < size; number++) {
            for (int i = starts[number]; i < starts[number + 1]; i++) {
                if (filter.keeps(number, i - starts[number])) {
                    back[next[ends[i]]++] = number;
                }
            }
        }
        return new Edges(from, back);
    }

    /** The same links, with rows in this order; of what is linked, the new number is its place in it. */
    Edges inOrder(int[] order, int[] numbers) {
        int[] from = new int[starts.length];
        int[] to = new int[ends.length];
        int count = 0;
        for (int number = 0; number < order.length; number++) {
            for (int i = starts[order[number]]; i < starts[order[number] + 1]; i++) {
                to[count++] = numbers[ends[i]];
            }
            from[number + 1] = count;
        }
        return new Edges(from, to);
    }

    /** {@return how many links there are} */
    public int size() {
        return ends.length;
    }

    /**
     * {@return where the row of a resource begins}
     *
     * @param number the resource
     */
    public int from(int number) {
        return starts[number];
    }

    /**
     * {@return where the row of a resource ends: the place after its last link}
     *
     * @param number the resource
     */
    public int to(int number) {
        return starts[number + 1];
    }

    /**
     * {@return the number of links that begin at a resource}
     *
     * @param number the resource
     */
    public int count(int number) {
        return starts[number + 1] - starts[number];
    }

    /**
     * {@return the other end of a link}
     *
     * @param place a place in a row
     */
    public int at(int place) {
        return ends[place];
    }

    /**
     * {@return whether a link goes from one resource to another; as long as the row of the first}
     *
     * @param number where it begins
     * @param other its other end
     */
    public boolean has(int number, int other) {
        for (int i = from(number); i < to(number); i++) {
            if (at(i) == other) {
                return true;
            }
        }
        return false;
    }
}
