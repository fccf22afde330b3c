// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import io.rillway.events.catalog.Entity;
import io.rillway.events.catalog.LogEvents.LogLine;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps what the hub itself logs from coming back to it without end: telling a line may make another thread of the hub log
 * the next one. Ten of its lines are told within a second, further ones are only kept. Guarded by its own monitor.
 */
final class Echo {

    private static final String HUB = "io.rillway.hub.";
    private static final int MOST = 10;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private long begun;
    private int lines;

    Echo(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /** {@return whether a line is one too many} */
    boolean drowns(LogLine line) {
        Entity context = line.context();
        boolean isHubs = context != null
                && context.text("logger").filter(name -> name.startsWith(HUB)).isPresent();
        return isHubs && isTooMuch();
    }

    private synchronized boolean isTooMuch() {
        long now = nanoTime.getAsLong();
        if (now - begun >= SECOND) {
            begun = now;
            lines = 0;
        }
        return ++lines > MOST;
    }
}
