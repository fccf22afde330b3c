// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThriftTest {

    private static final long STEP = 4;

    private final FakeMemory memory = new FakeMemory();
    private final Thrift thrift = new Thrift(memory);

    @Test
    void collectsOnceWhenABusyTimeIsOver() {
        look(30, 60, 5, 20, 20, 20);

        assertThat(memory.told).containsExactly("collect soon");

        look(8, 8, 8, 8, 8, 8);
        assertThat(memory.told).containsExactly("collect soon", "settle");
    }

    @Test
    void leavesWhoWorksAlone() {
        look(30, 60, 5, 20, 40, 10, 30, 50);

        assertThat(memory.told).isEmpty();
    }

    @Test
    void leavesAlittleWorkAlone() {
        for (int i = 1; i < 200; i++) {
            look(3L * i);
        }
        look(600, 610, 611, 611, 611);

        assertThat(memory.told).isEmpty();
    }

    @Test
    void collectsAgainAfterTheNextBusyTime() {
        look(30, 60, 5, 20, 20, 20, 8, 8, 8, 8);
        look(40, 90, 10, 10, 10, 10, 10, 10, 10);

        assertThat(memory.told).containsExactly("collect soon", "settle", "collect soon", "settle");
    }

    @Test
    void shrinksThisProcessWhereNobodyHasChosenItsSettings() {
        HotSpot.ofThisProcess().ifPresent(process -> {
            assertThat(process.usedBytes()).isPositive();
            assertThat(process.stepBytes()).isGreaterThanOrEqualTo(4 << 20);
            process.collectSoon();
            process.settle();
            assertThat(HotSpot.ofThisProcess())
                    .as("what was set has been chosen by somebody")
                    .isEmpty();
        });
    }

    private void look(long... used) {
        for (long bytes : used) {
            memory.used = bytes;
            thrift.look();
        }
    }

    private static final class FakeMemory implements Memory {

        private final List<String> told = new ArrayList<>();
        private long used;

        @Override
        public long usedBytes() {
            return used;
        }

        @Override
        public long stepBytes() {
            return STEP;
        }

        @Override
        public void collectSoon() {
            told.add("collect soon");
        }

        @Override
        public void settle() {
            told.add("settle");
        }
    }
}
