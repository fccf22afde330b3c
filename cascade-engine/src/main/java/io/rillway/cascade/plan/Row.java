// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.LinkRow;
import java.util.Arrays;

/** Numbers of resources of one graph, in a row that does not change. */
public final class Row {

    /** No number. */
    public static final Row EMPTY = new Row(new int[0]);

    private final int[] numbers;

    private Row(int[] numbers) {
        this.numbers = numbers;
    }

    /** These numbers. */
    static Row of(int... numbers) {
        return new Row(numbers.clone());
    }

    /** How many there are. */
    public int size() {
        return numbers.length;
    }

    /** The number at a place, from 0. */
    public int at(int place) {
        return numbers[place];
    }

    /** Numbers that are going to be a row. */
    static final class Growing {

        private int[] numbers = EMPTY.numbers;
        private int size;

        void add(int number) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.max(4, size * 2));
            }
            numbers[size++] = number;
        }

        /** As links to what has to end well; no number may be there twice. */
        LinkRow hardLinks() {
            return LinkRow.hard(Arrays.copyOf(numbers, size));
        }

        Row row() {
            return size == 0 ? EMPTY : new Row(Arrays.copyOf(numbers, size));
        }
    }
}
