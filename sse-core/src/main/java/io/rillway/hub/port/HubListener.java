// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

/**
 * Is told what happens in a hub and cannot change it.
 *
 * <p><b>Threads:</b> the hub's own threads and those that subscribe and publish; under no lock. <b>Errors:</b> what a
 * method throws is logged and has no other effect.
 */
public interface HubListener {

    /** The listener that listens to nothing. */
    HubListener NONE = new HubListener() {};

    /**
     * A stream was opened.
     *
     * @param subscription the stream
     */
    default void onSubscribed(Subscription subscription) {}

    /**
     * A stream has ended.
     *
     * @param subscription the stream
     * @param reason why
     */
    default void onClosed(Subscription subscription, CloseReason reason) {}

    /**
     * A stream was told that it misses events.
     *
     * @param subscription the stream
     * @param reason why: evicted, unknown, foreign or overflow
     */
    default void onGap(Subscription subscription, String reason) {}
}
