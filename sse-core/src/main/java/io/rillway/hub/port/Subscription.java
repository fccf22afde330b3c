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

    /** {@return what is asked for now: what it was opened with, and the changes since} */
    SubscribeRequest request();

    /** {@return whether events still go to it} */
    boolean isOpen();

    /** {@return how it stands now} */
    SubscriberSnapshot snapshot();

    /**
     * Changes what the stream carries. A change stands at one place of the log, its end at the moment of the call: up to
     * there the stream carries what it carried, and behind it what it is changed to. So what stays is neither lost nor
     * doubled, and an added topic starts at the current end. A stream that is far behind gets what was before the change
     * first; only what other grants take away is left out at once.
     *
     * @param changes what becomes different, in order, all of it at once
     * @return the request as it is now
     * @throws IllegalArgumentException if no selector would be left
     * @throws HubException if there would be too many selectors; nothing has changed then
     */
    SubscribeRequest change(SubscriptionChange... changes);

    /**
     * Ends the subscription and its connection; the first reason counts, a second call does nothing.
     *
     * @param reason why
     */
    void close(CloseReason reason);
}
