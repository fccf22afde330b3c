// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A clock that stands still while the loop's time does: what comes of one thing happens at one instant. On the loop only. */
public final class LoopClock implements InstantSource {

    private final Loop loop;
    private final InstantSource clock;
    private long knownNanos;
    private @Nullable Instant known;

    /** A clock that goes by another one, whenever the loop's time has gone on. */
    public LoopClock(Loop loop, InstantSource clock) {
        this.loop = loop;
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        long nanos = loop.nanoTime();
        if (known == null || nanos != knownNanos) {
            knownNanos = nanos;
            known = clock.instant();
        }
        return known;
    }
}
