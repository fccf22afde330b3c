// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Interrupts a probe that would go on for an hour. */
final class Interruption {

    private static final int UNDER_WAY_MILLIS = 200;

    private Interruption() {}

    /** {@return what the probe threw; null if it ended otherwise} */
    static @Nullable Throwable of(Probe probe) throws InterruptedException {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        CountDownLatch ended = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            try {
                probe.check(Duration.ofHours(1));
            } catch (InterruptedException e) {
                thrown.set(e);
            } finally {
                ended.countDown();
            }
        });
        thread.start();
        if (ended.await(UNDER_WAY_MILLIS, TimeUnit.MILLISECONDS)) {
            return thrown.get();
        }
        thread.interrupt();
        thread.join();
        return thrown.get();
    }
}
