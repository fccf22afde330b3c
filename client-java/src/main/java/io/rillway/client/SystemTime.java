// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.connect.Inbox;
import io.rillway.client.connect.Signal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

    @Override
    public Alarm alarm(Deadline deadline, Runnable call) {
        // One thread of the JDK's waits for all; cancelling takes the task out of its queue.
        CompletableFuture<Void> timer = new CompletableFuture<>();
        var unused = timer.thenRun(call);
        timer.completeOnTimeout(null, Math.max(0, deadline.nanos() - nanos()), TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }
}
