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

    private static final int SOFT = 1;
    private static final int AFTER_START = 2;
    private static final int OVER = 4;
    private static final int HOW_BITS = 3;

    // By a step's place: how many it waits for, and the first and the last wait for itself.
    private int[] open = {};
    private int[] first = {};
    private int[] last = {};
    private int steps;

    // By a wait's number, side by side so that a wait is one place in memory: who waits and how, and the next wait for
    // the same step, which mostly is the one beside it.
    private int[] waits = {};
    private int count;
    private boolean afterStart;

    /** Adds steps at the places behind the others, and waits among all. */
    void add(int more, Batch batch) {
        int size = steps + more;
        open = Arrays.copyOf(open, size);
        first = Arrays.copyOf(first, size);
        last = Arrays.copyOf(last, size);
        Arrays.fill(first, steps, size, NONE);
        steps = size;
        reserve(batch.count);
        int[] ends = batch.group(waits, count, size);
        for (int on = 0; on < size; on++) {
            while (count < ends[on]) {
                enter(on);
            }
        }
    }

    /** From now on a step waits for another one to end well. */
    void add(int place, int on) {
        reserve(1);
        waits[2 * count] = place << HOW_BITS;
        enter(on);
    }

    private void reserve(int more) {
        if (2 * (count + more) > waits.length) {
            waits = Arrays.copyOf(waits, Math.max(2 * (count + more), waits.length + waits.length / 2));
        }
    }

    /** The next wait, which stands in its place, is for this step. */
    private void enter(int on) {
        int wait = count++;
        open[waiter(wait)]++;
        afterStart |= isAfterStart(wait);
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

    /** Whether any wait is over once the other step has started. */
    boolean areAnyAfterStart() {
        return afterStart;
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

    /** Waits to be added at once: those for one step come to stand side by side, because they are released together. */
    static final class Batch {

        private final int[] ons;
        private final int[] waits;
        private int count;

        /** Room for so many. */
        Batch(int most) {
            ons = new int[most];
            waits = new int[most];
        }

        /** A step is going to wait for another one. */
        void add(int place, int on, boolean required, Condition condition) {
            int how = (required ? 0 : SOFT) | (condition == Condition.STARTED ? AFTER_START : 0);
            ons[count] = on;
            waits[count++] = place << HOW_BITS | how;
        }

        /** Puts them in the order of the steps that they are for, behind so many others; returns where those for each step end. */
        private int[] group(int[] all, int before, int steps) {
            int[] ends = new int[steps + 1];
            for (int i = 0; i < count; i++) {
                ends[ons[i] + 1]++;
            }
            ends[0] = before;
            for (int on = 0; on < steps; on++) {
                ends[on + 1] += ends[on];
            }
            for (int i = 0; i < count; i++) {
                all[2 * ends[ons[i]]++] = waits[i];
            }
            return ends;
        }
    }
}
