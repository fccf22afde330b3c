// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.testing.Bench;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StartTest {

    private final Bench bench = new Bench();

    @Test
    @DisplayName("S1-31 starts the whole chain, needs before what needs them")
    void startsADiamondInOrder() {
        bench.open(
                bench.resource("web", "left", "right"),
                bench.resource("left", "base"),
                bench.resource("right", "base"),
                bench.resource("base"));

        Ledger cascade = bench.start("web");
        bench.advanceSeconds(5);

        assertThat(bench.log()).containsExactly("start base", "start left", "start right", "start web");
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
        assertThat(bench.status("web")).isEqualTo(ResourceStatus.ONLINE);
    }

    @Test
    @DisplayName("S1-31 a start is answered at once, pending")
    void answersAtOncePending() {
        bench.script("db").startTakes(Duration.ofSeconds(3));
        bench.open(bench.resource("db"));

        var answer = bench.coordinator().run(io.rillway.cascade.model.CascadeRequest.start("db"));
        Ledger cascade = bench.settled(answer);
        bench.advanceSeconds(2);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.IN_PROGRESS);
        bench.advanceSeconds(3);
        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.COMPLETED);
    }
}
