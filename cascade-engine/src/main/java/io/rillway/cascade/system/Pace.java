// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.system;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks again and again at something that tells nobody when it changes: often at first, then more slowly. */
public final class Pace {

    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LAST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private Pace() {}

    /** {@return whether it came true within the time} */
    public static boolean await(BooleanSupplier condition, Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        long pause = FIRST_NANOS;
        while (!condition.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            pause(Math.min(pause, left));
            pause = Math.min(pause * 2, LAST_NANOS);
        }
        return true;
    }

    private static void pause(long nanos) throws InterruptedException {
        LockSupport.parkNanos(nanos);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
