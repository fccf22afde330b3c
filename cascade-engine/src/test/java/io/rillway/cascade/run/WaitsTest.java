// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rillway.cascade.model.Dependency.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Who waits for whom among the steps of a run")
class WaitsTest {

    private final Waits waits = new Waits();

    // What is expected: for each step those that wait for it, in the order in which they were added.
    private final List<List<Integer>> expected = new ArrayList<>();

    private void add(int steps, int[]... links) {
        Waits.Batch batch = new Waits.Batch(links.length);
        for (int i = 0; i < steps; i++) {
            expected.add(new ArrayList<>());
        }
        for (int[] link : links) {
            batch.add(link[0], link[1], true, Condition.HEALTHY);
            expected.get(link[1]).add(link[0]);
        }
        waits.add(steps, batch);
    }

    private void check() {
        for (int place = 0; place < expected.size(); place++) {
            List<Integer> waiters = new ArrayList<>();
            for (int wait = waits.first(place); wait != Waits.NONE; wait = waits.next(wait)) {
                waiters.add(waits.waiter(wait));
            }
            assertEquals(expected.get(place), waiters, "those that wait for " + place);
        }
    }

    @Test
    @DisplayName("those for one step come in the order in which they were added, whether at once, later, or alone")
    void inOrder() {
        Random random = new Random(11);
        for (int round = 0; round < 50; round++) {
            int before = expected.size();
            int steps = random.nextInt(6) + 1;
            int[][] links = new int[random.nextInt(12)][];
            for (int i = 0; i < links.length; i++) {
                links[i] = new int[] {before + random.nextInt(steps), random.nextInt(before + steps)};
            }
            add(steps, links);
            int waiter = random.nextInt(before + steps);
            int on = random.nextInt(before + steps);
            waits.add(waiter, on);
            expected.get(on).add(waiter);
            check();
        }
    }

    @Test
    @DisplayName("a step is free when the last of its waits is released")
    void free() {
        add(3, new int[] {2, 0}, new int[] {2, 1});
        assertTrue(waits.isFree(0));
        assertFalse(waits.isFree(2));
        assertFalse(waits.release(waits.first(0)));
        assertTrue(waits.isOver(waits.first(0)));
        assertTrue(waits.release(waits.first(1)));
        assertTrue(waits.isFree(2));
    }

    @Test
    @DisplayName("what kind of wait it is, is kept")
    void kinds() {
        Waits.Batch batch = new Waits.Batch(2);
        batch.add(1, 0, false, Condition.STARTED);
        batch.add(1, 0, true, Condition.COMPLETED);
        assertFalse(waits.areAnyAfterStart());
        waits.add(2, batch);
        assertTrue(waits.areAnyAfterStart());
        int soft = waits.first(0);
        int hard = waits.next(soft);
        assertTrue(waits.isAfterStart(soft));
        assertFalse(waits.isRequired(soft));
        assertFalse(waits.isAfterStart(hard));
        assertTrue(waits.isRequired(hard));
    }
}
