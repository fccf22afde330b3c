// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

/**
 * A subscription is one open stream, from the moment the hub took it until it is closed.
 *
 * <p><b>Threads:</b> any thread.
 */
public interface Subscription {

    /** {@return the id of the connection, as {@code connected} tells it to the subscriber} */
    String id();

    /** {@return what was asked for} */
    SubscribeRequest request();

    /** {@return whether events still go to it} */
    boolean isOpen();

    /**
     * Ends the subscription and its connection; the first reason counts, a second call does nothing.
     *
     * @param reason why
     */
    void close(CloseReason reason);
}
