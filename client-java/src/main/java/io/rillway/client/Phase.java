// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.connect.Connection;
import io.rillway.client.stream.Reading;
import java.time.Duration;

/** Where a client is in the life of its stream. */
sealed interface Phase {

    /** Before an attempt. */
    record Waiting(long untilNanos) implements Phase {}

    /** An attempt has begun. */
    record Connecting(Connection connection, long untilNanos) implements Phase {}

    /**
     * The stream is open; the next piece is either worked on or asked for, and then due.
     *
     * @param sinceNanos when it was opened
     * @param patience how long a piece may take
     * @param askedNanos when the piece was asked for
     * @param asked whether it was
     */
    record Open(
            Connection connection, Reading reading, long sinceNanos, Duration patience, long askedNanos, boolean asked)
            implements Phase {

        Open asking(long now) {
            return new Open(connection, reading, sinceNanos, patience, now, true);
        }

        Open working() {
            return new Open(connection, reading, sinceNanos, patience, askedNanos, false);
        }
    }

    /** There will be no further attempt. */
    record Over() implements Phase {}
}
