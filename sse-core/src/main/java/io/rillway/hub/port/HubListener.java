// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

import java.time.Duration;

/**
 * Is told what happens in a hub and cannot change it.
 *
 * <p><b>Threads:</b> the hub's writers, those that subscribe and publish, and those that complete a transport's writes; under
 * no lock, and several at a time. A method is called where the thing happens, so that its order is the order of things and
 * nothing has to be queued or dropped; it must return at once, because a writer that waits for it serves nobody meanwhile.
 * One that takes longer than 100 ms is logged. <b>Errors:</b> what a method throws is logged and has no other effect.
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
     * A stream was refused.
     *
     * @param reason why
     */
    default void onRefused(HubException.Reason reason) {}

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
     * @param reason why: evicted, damaged, unknown, foreign or overflow
     */
    default void onGap(Subscription subscription, String reason) {}

    /**
     * An event was taken by the log, not counting repetitions that it may turn out to be.
     *
     * @param bytes the bytes of its payload as JSON
     */
    default void onPublished(int bytes) {}

    /**
     * A shard has walked a round in which something was written or left out.
     *
     * @param report what it did
     */
    default void onRound(RoundReport report) {}

    /**
     * A write was flushed; a sample of the writes is told of.
     *
     * @param sincePublished the time from the publication of the first event in it until the transport had taken all of it
     */
    default void onFlushed(Duration sincePublished) {}
}
