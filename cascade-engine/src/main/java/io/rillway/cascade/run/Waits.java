// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Dependency.Condition;
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
    private static final int SOFT = 1;
    private static final int AFTER_START = 2;
    private static final int OVER = 4;
    private static final int HOW_BITS = 3;

    // By a step's place: how many it waits for, and the first and the last wait for itself.
    private int[] open = new int[FEW];
    private int[] first = new int[FEW];
    private int[] last = new int[FEW];
    private int steps;

    // By a wait's number, side by side so that a wait is one place in memory: who waits and how, and the next wait for
    // the same step.
    private int[] waits = new int[FEW];
    private int count;

    /** Adds steps that wait for nothing yet, at the places behind the others, and makes room for their waits. */
    void addSteps(int more, int moreWaits) {
        int size = steps + more;
        if (2 * (count + moreWaits) > waits.length) {
            waits = Arrays.copyOf(waits, 2 * (count + moreWaits));
        }
        if (size > open.length) {
            open = Arrays.copyOf(open, size);
            first = Arrays.copyOf(first, size);
            last = Arrays.copyOf(last, size);
        }
        Arrays.fill(first, steps, size, NONE);
        steps = size;
    }

    /** From now on a step waits for another one. */
    void add(int place, int on, boolean required, Condition condition) {
        if (2 * count == waits.length) {
            waits = Arrays.copyOf(waits, 4 * count + FEW);
        }
        int wait = count++;
        int how = (required ? 0 : SOFT) | (condition == Condition.STARTED ? AFTER_START : 0);
        waits[2 * wait] = place << HOW_BITS | how;
        open[place]++;
        append(on, wait);
    }

    private void append(int on, int wait) {
        waits[2 * wait + 1] = NONE;
        if (first[on] == NONE) {
            first[on] = wait;
        } else {
            waits[2 * last[on] + 1] = wait;
        }
        last[on] = wait;
    }

    /** The first wait for a step, or {@link #NONE}. */
    int first(int place) {
        return first[place];
    }

    /** The next wait for the same step, or {@link #NONE}. */
    int next(int wait) {
        return waits[2 * wait + 1];
    }

    /** The place of the step that waits. */
    int waiter(int wait) {
        return waits[2 * wait] >>> HOW_BITS;
    }

    /** Whether the other step has to end well. */
    boolean isRequired(int wait) {
        return (waits[2 * wait] & SOFT) == 0;
    }

    /** Whether the wait is over once the other step has started. */
    boolean isAfterStart(int wait) {
        return (waits[2 * wait] & AFTER_START) != 0;
    }

    /** Whether a step waits for nothing any more. */
    boolean isFree(int place) {
        return open[place] == 0;
    }

    /** Whether it was released. */
    boolean isOver(int wait) {
        return (waits[2 * wait] & OVER) != 0;
    }

    /** A wait is over, which it can be once; returns whether its step waits for nothing any more. */
    boolean release(int wait) {
        waits[2 * wait] |= OVER;
        return --open[waiter(wait)] == 0;
    }
}
