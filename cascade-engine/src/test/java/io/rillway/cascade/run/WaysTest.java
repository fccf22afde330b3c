// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The lengths of the ways that are left")
class WaysTest {

    private final Ways ways = new Ways();

    @Test
    @DisplayName("of none, the longest takes no time")
    void none() {
        assertEquals(0, ways.longest());
        ways.add(new long[] {7});
        ways.remove(7);
        assertEquals(0, ways.longest());
    }

    @Test
    @DisplayName("the longest is known whatever comes and goes, several of one length among them")
    void longest() {
        Random random = new Random(3);
        List<Long> left = new ArrayList<>();
        for (int round = 0; round < 200; round++) {
            long[] more = random.longs(random.nextInt(5), 1, 20).toArray();
            ways.add(more);
            for (long length : more) {
                left.add(length);
            }
            Collections.shuffle(left, random);
            int gone = random.nextInt(left.size() / 2 + 1);
            left.subList(0, gone).forEach(ways::remove);
            left.subList(0, gone).clear();
            assertEquals(left.stream().mapToLong(Long::longValue).max().orElse(0), ways.longest());
        }
    }
}
