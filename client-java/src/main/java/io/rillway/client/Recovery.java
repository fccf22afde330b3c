// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.Verdict.Again;
import io.rillway.client.Verdict.End;
import io.rillway.client.model.StreamException;
import io.rillway.client.model.StreamException.Kind;
import io.rillway.client.retry.RetryPolicy;
import io.rillway.client.retry.RetryStrategy;
import io.rillway.client.retry.RetryStrategy.Hint;
import io.rillway.client.retry.RetryStrategy.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Judges how an attempt ended, and remembers what was tried since the stream last was stable. One thread. */
final class Recovery {

    private static final int UNAUTHORIZED = 401;

    private final RetryPolicy policy;
    private final RetryStrategy first;
    private final boolean renews;
    private final DoubleSupplier random;
    private RetryStrategy strategy;
    private Optional<Duration> retry = Optional.empty();
    private int attempt;
    private boolean refused; // the credential that was shown last
    private boolean renewed; // since a stream was open

    Recovery(ClientOptions options, DoubleSupplier random) {
        this.policy = options.policy();
        this.first = options.retry();
        this.renews = options.request().credentials().renews();
        this.random = random;
        this.strategy = first;
    }

    /** The stream sets its reconnection time, which stays until it sets another. */
    void asked(Duration time) {
        retry = Optional.of(time);
    }

    /** Another credential is shown, of which nothing is known yet. */
    void shown() {
        refused = false;
    }

    /** A stream is open: the credential was good. */
    void opened() {
        renewed = false;
    }

    /** Whether the last credential was refused, and another one is to be tried. */
    boolean isRefused() {
        return refused;
    }

    /** What follows an attempt whose stream was open that long; nothing if it never was. */
    Verdict judge(StreamException error, Duration open) {
        if (!open.isZero() && open.compareTo(first.stableAfter()) >= 0) {
            strategy = first;
            attempt = 0;
        }
        if (error.status() == UNAUTHORIZED && renews && !renewed) {
            refused = true;
            renewed = true;
            return new Again(++attempt, Duration.ZERO);
        }
        return policy.allows(error) ? again(error) : new End(attempt, error);
    }

    private Verdict again(StreamException error) {
        Optional<Step> step = strategy.step(new Hint(retry, error.retryAfter()), random.getAsDouble());
        if (step.isEmpty()) {
            return new End(attempt, attempt == 0 ? error : StreamException.exhausted(attempt, error));
        }
        strategy = step.get().next();
        // A dead stream is replaced at once, since its silence has taken long enough (requirements C7).
        boolean atOnce = error.kind() == Kind.IDLE_TIMEOUT;
        return new Again(++attempt, atOnce ? Duration.ZERO : step.get().delay());
    }
}
