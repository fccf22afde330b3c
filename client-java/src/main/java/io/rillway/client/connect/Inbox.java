// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where signals wait for the one who follows the stream; any thread may add. It stays small, because an attempt
 * brings no bytes that were not requested.
 */
public final class Inbox {

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

    // Set once, by who follows without waiting here; read by who adds.
    private volatile Runnable bell = () -> {};

    /** Adds a signal. */
    public void add(Signal signal) {
        signals.add(signal);
        bell.run();
    }

    /** Whoever follows is called after each signal, by the thread that adds it. */
    public void ring(Runnable call) {
        bell = call;
    }

    /** {@return the next signal that is there already, or null} */
    public @Nullable Signal poll() {
        return signals.poll();
    }

    /** {@return the next signal, or null if none came in time; what is there already always comes} */
    public @Nullable Signal poll(long nanos) throws InterruptedException {
        return signals.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }
}
