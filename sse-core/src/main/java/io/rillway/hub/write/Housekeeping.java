// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.hub.port.EventLog;
import java.time.Duration;

/** Lets the log drop what has grown too old, once in a while, whether or not anybody is connected. Owned by one writer. */
final class Housekeeping {

    static final Duration EVERY = Duration.ofSeconds(1);

    private final EventLog log;
    private long nextAtNanos;
    private boolean started;

    Housekeeping(EventLog log) {
        this.log = log;
    }

    /** Does what is due; {@return the nanoseconds to the next time} */
    long keep(long nowNanos) {
        if (!started || nextAtNanos - nowNanos <= 0) {
            started = true;
            nextAtNanos = nowNanos + EVERY.toNanos();
            log.expire();
        }
        return nextAtNanos - nowNanos;
    }
}
