// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.connect.Inbox;
import io.rillway.client.connect.Signal;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The clock of a client, and how it waits. */
interface Time extends InstantSource {

    /** The time of this machine. */
    Time SYSTEM = new SystemTime();

    /** {@return a time that only goes on, in nanoseconds} */
    long nanos();

    /** {@return the next signal, or null when the deadline has come first} */
    @Nullable
    Signal await(Inbox inbox, Deadline deadline) throws InterruptedException;

    /** {@return an alarm that makes a short call when the deadline has come} */
    Alarm alarm(Deadline deadline, Runnable call);
}
