// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Edges;
import java.util.Arrays;
import java.util.BitSet;

/** Numbers in the order in which they were found, each once. Whoever goes through them by place meets those that are found meanwhile too. */
final class Found {

    private final BitSet known = new BitSet();
    private int[] numbers = new int[16];
    private int size;

    static Found of(int... numbers) {
        Found found = new Found();
        for (int number : numbers) {
            found.add(number);
        }
        return found;
    }

    /** Adds one; returns whether it was not there before. */
    boolean add(int number) {
        if (known.get(number)) {
            return false;
        }
        known.set(number);
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        numbers[size++] = number;
        return true;
    }

    void addRow(Edges edges, int number) {
        for (int i = edges.from(number); i < edges.to(number); i++) {
            add(edges.at(i));
        }
    }

    boolean has(int number) {
        return known.get(number);
    }

    int size() {
        return size;
    }

    int at(int place) {
        return numbers[place];
    }

    int[] toArray() {
        return Arrays.copyOf(numbers, size);
    }
}
