// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.plan.Link;
import java.util.Arrays;

/**
 * Who waits for whom among the steps of a run, by their places in it. They are rows of numbers because a plan has several times
 * as many waits as steps, and because a step that ends looks at each that waits for it: as objects they would lie all over the
 * heap. Of the coordinator alone.
 */
final class Waits {

    /** No wait. */
    static final int NONE = -1;

    private static final int FEW = 16;
    private static final byte SOFT = 1;
    private static final byte AFTER_START = 2;

    // By a step's place: how many it waits for, and the first and the last wait for itself.
    private int[] open = new int[FEW];
    private int[] first = new int[FEW];
    private int[] last = new int[FEW];
    private int steps;

    // By a wait's number: who waits, how, and the next wait for the same step.
    private int[] waiter = new int[FEW];
    private int[] next = new int[FEW];
    private byte[] how = new byte[FEW];
    private int count;

    /** Adds steps that wait for nothing, at the places behind the others. */
    void addSteps(int more) {
        int size = steps + more;
        if (size > open.length) {
            open = Arrays.copyOf(open, size);
            first = Arrays.copyOf(first, size);
            last = Arrays.copyOf(last, size);
        }
        Arrays.fill(first, steps, size, NONE);
        steps = size;
    }

    /** From now on a step waits for another one. */
    void add(int place, int on, Link link) {
        if (count == waiter.length) {
            waiter = Arrays.copyOf(waiter, count * 2);
            next = Arrays.copyOf(next, count * 2);
            how = Arrays.copyOf(how, count * 2);
        }
        int wait = count++;
        waiter[wait] = place;
        how[wait] = (byte) ((link.required() ? 0 : SOFT) | (link.condition() == Condition.STARTED ? AFTER_START : 0));
        open[place]++;
        append(on, wait);
    }

    private void append(int on, int wait) {
        next[wait] = NONE;
        if (first[on] == NONE) {
            first[on] = wait;
        } else {
            next[last[on]] = wait;
        }
        last[on] = wait;
    }

    /** The first wait for a step, or {@link #NONE}. */
    int first(int place) {
        return first[place];
    }

    /** The next wait for the same step, or {@link #NONE}. */
    int next(int wait) {
        return next[wait];
    }

    /** The place of the step that waits. */
    int waiter(int wait) {
        return waiter[wait];
    }

    /** Whether the other step has to end well. */
    boolean isRequired(int wait) {
        return (how[wait] & SOFT) == 0;
    }

    /** Whether the wait is over once the other step has started. */
    boolean isAfterStart(int wait) {
        return (how[wait] & AFTER_START) != 0;
    }

    /** Whether a step waits for nothing any more. */
    boolean isFree(int place) {
        return open[place] == 0;
    }

    /** A wait is over; returns whether its step waits for nothing any more. */
    boolean release(int wait) {
        return --open[waiter[wait]] == 0;
    }
}
