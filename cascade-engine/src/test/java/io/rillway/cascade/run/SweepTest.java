// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.testing.Bench;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SweepTest {

    private final Bench bench = new Bench();

    private CompletableFuture<List<String>> sweep() {
        CompletableFuture<List<String>> answer = bench.coordinator().stopChildren(Duration.ofSeconds(20));
        bench.loop().settle();
        return answer;
    }

    @Test
    void stopsChildrenInReverseOrderAcrossWhatIsNone() {
        bench.script("db").up().asChild();
        bench.script("nas").up();
        bench.script("web").up().asChild();
        bench.open(
                bench.resource("db"),
                bench.resource("nas", "db"),
                bench.resource("web").host("nas"));

        CompletableFuture<List<String>> answer = sweep();
        bench.advanceSeconds(3);

        assertThat(answer.join()).containsExactly("web", "db");
        assertThat(bench.log()).containsExactly("stop web", "stop db");
    }

    @Test
    void cancelsWhatRunsAndAdmitsNothingMore() {
        bench.script("db").asChild().startTakes(Duration.ofSeconds(10));
        bench.open(bench.resource("db"));
        Ledger cascade = bench.start("db");
        bench.advanceSeconds(1);

        CompletableFuture<List<String>> answer = sweep();
        bench.advanceSeconds(3);

        assertThat(cascade.snapshot().status()).isEqualTo(CascadeStatus.CANCELLED);
        assertThat(answer.join()).containsExactly("db");
        assertThatThrownBy(() -> bench.start("db"))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.reason()).isEqualTo(Refusal.Reason.CLOSED));
    }

    @Test
    void aStartThatIsCancelledInItsCallLeavesNoChild() {
        bench.script("db").asChild().hangsInStart(true);
        bench.open(bench.resource("db"));
        bench.start("db");
        bench.advanceSeconds(1);

        CompletableFuture<List<String>> answer = sweep();
        bench.advanceSeconds(3);

        assertThat(answer).isDone();
        assertThat(bench.log()).containsSubsequence("start db", "stop db");
    }

    @Test
    void killsWhatHasNotEndedInTime() {
        bench.script("web").up().asChild().hangsInStop(false);
        bench.script("db").up().asChild();
        bench.script("lone").up().asChild();
        bench.open(bench.resource("db"), bench.resource("web", "db"), bench.resource("lone"));

        CompletableFuture<List<String>> answer = sweep();
        bench.advanceSeconds(19);
        assertThat(answer).isNotDone();
        bench.advanceSeconds(2);

        assertThat(answer.join()).containsExactly("lone");
        assertThat(bench.log()).contains("kill web", "kill db").doesNotContain("stop db", "kill lone");
    }

    @Test
    void oneThatFailsKeepsNobody() {
        bench.script("web").up().asChild().failsToStop("UNKNOWN_ERROR");
        bench.script("db").up().asChild();
        bench.open(bench.resource("db"), bench.resource("web", "db"));

        CompletableFuture<List<String>> answer = sweep();
        bench.advanceSeconds(3);

        assertThat(answer.join()).containsExactly("db");
        assertThat(bench.log()).containsExactly("stop web", "stop db");
    }

    @Test
    void answersAtOnceWhereNothingRuns() {
        bench.script("db").asChild();
        bench.open(bench.resource("db"));

        assertThat(sweep().join()).isEmpty();
    }
}
