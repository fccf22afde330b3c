// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.connect.Inbox;
import io.rillway.client.connect.Signal;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The time of this machine; who waits is blocked. */
final class SystemTime implements Time {

    private final InstantSource clock = InstantSource.system();

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public @Nullable Signal await(Inbox inbox, Deadline deadline) throws InterruptedException {
        return inbox.poll(deadline.nanos() - nanos());
    }
}
