// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.HubListener;
import io.rillway.hub.port.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands between the hub and a listener, so that what the listener throws is logged and changes nothing. */
public final class GuardedListener implements HubListener {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedListener.class);

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
    public void onClosed(Subscription subscription, CloseReason reason) {
        guard(() -> listener.onClosed(subscription, reason));
    }

    @Override
    public void onGap(Subscription subscription, String reason) {
        guard(() -> listener.onGap(subscription, reason));
    }

    private static void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.warn("A hub listener failed", e);
        }
    }
}
