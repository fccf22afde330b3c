// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** All graphs of up to five resources; with {@code -Pproof-simulator} those of four and five have hosts too: 124 416 of them. */
class SmallGraphsTest {

    private static final boolean ALL = Boolean.getBoolean("rillway.proof");

    private static void check(SmallGraphs graphs) {
        IntStream.range(0, graphs.count())
                .parallel()
                .forEach(number ->
                        assertThat(graphs.check(number)).as("graph %s", number).isEmpty());
    }

    @Test
    @DisplayName("S1-31 S1-34 every graph of up to four resources")
    void keepsItsPromisesOnEveryGraphOfFour() {
        for (int size = 1; size <= 4; size++) {
            check(new SmallGraphs(size, ALL || size < 4));
        }
    }

    @Test
    @DisplayName("S1-31 S1-34 every graph of five resources")
    void keepsItsPromisesOnEveryGraphOfFive() {
        SmallGraphs graphs = new SmallGraphs(5, ALL);
        assertThat(graphs.count()).isEqualTo(ALL ? 122_880 : 1024);

        check(graphs);
    }
}
