// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rillway.client.retry.RetryStrategy.Hint;
import io.rillway.client.retry.RetryStrategy.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Backoff EXACT = Backoff.defaults().withJitter(0);

    private static List<Long> millis(RetryStrategy strategy, Hint hint, double random) {
        List<Long> waits = new ArrayList<>();
        Optional<Step> step = strategy.step(hint, random);
        while (step.isPresent() && waits.size() < 1000) {
            waits.add(step.get().delay().toMillis());
            step = step.get().next().step(hint, random);
        }
        return waits;
    }

    private static Hint retry(long millis) {
        return new Hint(Optional.of(Duration.ofMillis(millis)), Optional.empty());
    }

    private static Hint retryAfter(Duration wait) {
        return new Hint(Optional.empty(), Optional.of(wait));
    }

    @Test
    @DisplayName("C6 wait k is 1000 * 1.5^k ms, at most 30 s, ten times")
    void growsToItsBound() {
        assertThat(millis(EXACT, Hint.NONE, 0.5))
                .containsExactly(1000L, 1500L, 2250L, 3375L, 5062L, 7593L, 11390L, 17085L, 25628L, 30000L);
    }

    @Test
    void chanceOnlyShortens() {
        assertThat(millis(EXACT.withJitter(0.5), Hint.NONE, 1)).startsWith(500L, 750L, 1125L);
        assertThat(millis(EXACT.withJitter(0.5), Hint.NONE, 0)).startsWith(1000L, 1500L);
    }

    @Test
    @DisplayName("C6 retry: takes the place of the first wait, and no wait is shorter")
    void retryIsAFloor() {
        assertThat(millis(EXACT, retry(5000), 0)).startsWith(5000L, 7500L, 11250L);
        assertThat(millis(EXACT, retry(300), 0)).startsWith(300L, 450L);
        assertThat(millis(EXACT.withJitter(1), retry(300), 1)).startsWith(300L, 300L);
        assertThat(millis(EXACT, retry(40_000), 0)).startsWith(40_000L, 40_000L);
    }

    @Test
    void aServerCannotMakeATightLoopNorSilenceTheClient() {
        assertThat(millis(EXACT, retry(0), 0)).startsWith(10L, 15L);
        assertThat(millis(EXACT, retry(Long.MAX_VALUE), 0)).startsWith(300_000L);
        assertThat(millis(EXACT, retryAfter(Duration.ofDays(400)), 0)).startsWith(300_000L);
    }

    @Test
    void retryAfterIsTheLeastForItsAttempt() {
        assertThat(millis(EXACT, retryAfter(Duration.ofMillis(1200)), 0)).startsWith(1200L, 1500L);
    }

    @Test
    void neverTriesAgain() {
        assertThat(Backoff.never().step(Hint.NONE, 0)).isEmpty();
    }

    @Test
    void canGoOnForEver() {
        assertThat(millis(EXACT.withMaxAttempts(Integer.MAX_VALUE), Hint.NONE, 0))
                .hasSize(1000)
                .endsWith(30_000L);
    }

    @Test
    void aStepDoesNotChangeTheStrategyItWasTakenFrom() {
        EXACT.step(Hint.NONE, 0);
        assertThat(EXACT.step(Hint.NONE, 0).orElseThrow().delay()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EXACT.withFactor(0.5))
                .withMessage("factor: 0.5 (expected: 1 or more)");
        assertThatIllegalArgumentException().isThrownBy(() -> EXACT.withFactor(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> EXACT.withJitter(1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> EXACT.withMaxAttempts(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> EXACT.withInitial(Duration.ofMillis(-1)));
    }
}
