// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlarmsTest {

    private record Expected(long at, int number) {}

    private final Alarms alarms = new Alarms();
    private final List<Integer> rung = new ArrayList<>();

    private void ring(long now) {
        for (Runnable due = alarms.takeDue(now); due != null; due = alarms.takeDue(now)) {
            due.run();
        }
    }

    @Test
    void ringsTheEarliestFirstAndOfTwoTheOneThatWasSetFirst() {
        for (int i = 0; i < 5; i++) {
            int number = i;
            alarms.add(i < 2 ? 20 : 10, () -> rung.add(number));
        }

        ring(10);
        assertThat(rung).containsExactly(2, 3, 4);
        assertThat(alarms.firstAt(99)).isEqualTo(20);

        ring(20);
        assertThat(rung).containsExactly(2, 3, 4, 0, 1);
        assertThat(alarms.firstAt(99)).isEqualTo(99);
    }

    @Test
    void keepsTheOrderWhateverIsCancelled() {
        Random random = new Random(7);
        List<Expected> expected = new ArrayList<>();
        List<Alarm> set = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            int number = i;
            long at = random.nextInt(500);
            set.add(alarms.add(at, () -> rung.add(number)));
            expected.add(new Expected(at, number));
        }
        for (int i = 0; i < 3000; i++) {
            int gone = random.nextInt(5000);
            set.get(gone).cancel();
            expected.removeIf(alarm -> alarm.number == gone);
        }

        ring(1000);

        expected.sort(Comparator.comparingLong(Expected::at).thenComparingInt(Expected::number));
        assertThat(rung)
                .containsExactlyElementsOf(
                        expected.stream().map(Expected::number).toList());
        set.forEach(Alarm::cancel);
    }

    @Test
    void ringsLimitsInTheirPlacesAmongTheOthers() {
        alarms.addLimit(0, 10, () -> rung.add(1));
        Alarm cancelled = alarms.addLimit(0, 10, () -> rung.add(-1));
        alarms.add(10, () -> rung.add(2));
        alarms.addLimit(5, 5, () -> rung.add(3));
        alarms.add(9, () -> rung.add(0));
        alarms.addLimit(1, 10, () -> rung.add(4));

        cancelled.cancel();
        cancelled.cancel();
        ring(10);

        assertThat(rung).containsExactly(0, 1, 2, 3);
        assertThat(alarms.firstAt(99)).isEqualTo(11);

        ring(11);
        assertThat(rung).endsWith(3, 4);
        assertThat(alarms.firstAt(99)).isEqualTo(99);
    }

    @Test
    void keepsLimitsOfMoreLengthsThanThereAreQueuesInOrderToo() {
        for (int i = 0; i < 20; i++) {
            int number = i;
            alarms.addLimit(0, 20 - i, () -> rung.add(number));
        }

        ring(20);

        assertThat(rung).startsWith(19, 18).endsWith(1, 0).hasSize(20);
    }
}
