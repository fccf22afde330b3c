// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still while the loop's time does: what comes of one thing happens at one instant. On the loop only. */
public final class LoopClock implements InstantSource {

    private final Loop loop;
    private final InstantSource clock;
    private long knownNanos;
    private Instant known = Instant.MIN;

    /** A clock that goes by another one, whenever the loop's time has gone on. */
    public LoopClock(Loop loop, InstantSource clock) {
        this.loop = loop;
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        long nanos = loop.nanoTime();
        if (nanos != knownNanos || known.equals(Instant.MIN)) {
            knownNanos = nanos;
            known = clock.instant();
        }
        return known;
    }
}
