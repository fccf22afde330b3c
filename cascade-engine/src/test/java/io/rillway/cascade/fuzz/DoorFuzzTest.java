// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever several callers ask of the engine's door at once, on real threads and over restarts, no promise is broken. More of
 * them with {@code -Pproof-simulator}.
 */
class DoorFuzzTest {

    private static final long FIRST = Long.getLong("rillway.seed", 0);
    private static final int HOUSES = Integer.getInteger("rillway.houses", 6);

    @TempDir
    Path folder;

    @Test
    @DisplayName("S1-31 S1-32 S1-33 S1-34 S1-36 no promise is broken, whatever is asked of the door")
    void keepsItsPromisesWhateverIsAsked() {
        Map<Long, Object> wrong = new ConcurrentSkipListMap<>();
        LongStream.range(FIRST, FIRST + HOUSES).parallel().forEach(seed -> play(seed, wrong));

        assertThat(new TreeMap<>(wrong)).isEmpty();
    }

    private void play(long seed, Map<Long, Object> wrong) {
        KeptStore store = new KeptStore();
        try {
            List<String> found = DoorFuzz.run(seed, Lives.over(() -> store), folder.resolve("house" + seed));
            if (!found.isEmpty()) {
                wrong.put(seed, found);
            }
        } catch (InterruptedException e) {
            wrong.put(seed, e);
            Thread.currentThread().interrupt();
        }
    }
}
