// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.HubException;
import io.rillway.hub.port.HubListener;
import io.rillway.hub.port.RoundReport;
import io.rillway.hub.port.Subscription;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands between the hub and a listener, so that what the listener throws, or takes long for, is logged and changes nothing. */
public final class GuardedListener implements HubListener {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedListener.class);

    private static final long LONG_NANOS = Duration.ofMillis(100).toNanos();

    private final HubListener listener;

    /**
     * A guard.
     *
     * @param listener the one that may throw
     */
    public GuardedListener(HubListener listener) {
        this.listener = listener;
    }

    @Override
    public void onSubscribed(Subscription subscription) {
        guard(() -> listener.onSubscribed(subscription));
    }

    @Override
    public void onRefused(HubException.Reason reason) {
        guard(() -> listener.onRefused(reason));
    }

    @Override
    public void onClosed(Subscription subscription, CloseReason reason) {
        guard(() -> listener.onClosed(subscription, reason));
    }

    @Override
    public void onGap(Subscription subscription, String reason) {
        guard(() -> listener.onGap(subscription, reason));
    }

    @Override
    public void onPublished(int bytes) {
        guard(() -> listener.onPublished(bytes));
    }

    @Override
    public void onRound(RoundReport report) {
        guard(() -> listener.onRound(report));
    }

    @Override
    public void onFlushed(Duration sincePublished) {
        guard(() -> listener.onFlushed(sincePublished));
    }

    private static void guard(Runnable call) {
        long begun = System.nanoTime();
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.warn("A hub listener failed", e);
        }
        long nanos = System.nanoTime() - begun;
        if (nanos > LONG_NANOS) {
            LOG.warn("A hub listener took {} ms, while a writer waited", nanos / 1_000_000);
        }
    }
}
