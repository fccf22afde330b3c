// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import io.rillway.cascade.connector.RestartPolicy;
import java.time.Duration;
import java.util.Optional;

/** How often a unit was started again in a row, and whether it may be once more. Of the coordinator alone. */
public final class Comeback {

    private final RestartPolicy policy;
    private int attempts;
    private long upAtNanos;

    Comeback(RestartPolicy policy) {
        this.policy = policy;
    }

    /** It has come up. */
    public void up(long nanoTime) {
        upAtNanos = nanoTime;
    }

    /** How many attempts there were in a row. */
    public int attempts() {
        return attempts;
    }

    /** The most attempts in a row; 0 where it is never started again. */
    public int most() {
        return policy.mostAttempts();
    }

    /** It has ended: how long the next attempt waits; empty if there is none. */
    public Optional<Duration> next(boolean wasUp, long nanoTime) {
        if (wasUp && nanoTime - upAtNanos >= policy.stableAfter().toNanos()) {
            attempts = 0;
        }
        if (attempts >= policy.mostAttempts()) {
            attempts = 0;
            return Optional.empty();
        }
        attempts++;
        return Optional.of(policy.delay(attempts));
    }
}
