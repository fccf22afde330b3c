// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.SnapshotSource.Snapshot;
import io.rillway.events.TopicSelector;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.RoundReport;
import io.rillway.hub.port.SubscribeRequest;
import java.time.Duration;

/** Is told of streams that a shard opens, ends, or cannot serve in full. */
public interface Registrar {

    /** A stream is about to be taken on; on the thread that subscribes. */
    void taken(Subscriber subscriber);

    /** {@return how things stand on what a selector picks}; on the thread that subscribes. */
    Snapshot snapshot(TopicSelector selector);

    /** Refuses a change of a stream that goes beyond a limit; on the thread that changes it. */
    void check(SubscribeRequest changed);

    /** A stream was taken on. */
    void opened(Subscriber subscriber);

    /** A stream has ended. */
    void ended(Subscriber subscriber, CloseReason reason);

    /** A stream was told that it misses events. */
    void gap(Subscriber subscriber, String reason);

    /** A round was walked in which something was written or left out. */
    void round(RoundReport report);

    /** A write was flushed; on the thread that completes it. */
    void flushed(Duration sincePublished);
}
